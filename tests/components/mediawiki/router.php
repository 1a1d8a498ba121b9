<?php
// Routes for PHP's own web server: the wiki's pages, its pictures out of the run's folder, nothing else.
$path = rawurldecode( parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH ) );
if ( strpos( $path, '..' ) !== false || preg_match( '#^/(maintenance|includes|vendor|languages|extensions)/#', $path ) ) {
	http_response_code( 403 );
	return true;
}
if ( strpos( $path, '/images/' ) === 0 ) {
	$file = getenv( 'WIKI_DATA' ) . $path;
	if ( !is_file( $file ) ) {
		http_response_code( 404 );
		return true;
	}
	header( 'Content-Type: ' . mime_content_type( $file ) );
	header( 'Content-Length: ' . filesize( $file ) );
	readfile( $file );
	return true;
}
if ( strpos( $path, '/wiki/' ) === 0 ) {
	$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/index.php';
	$_SERVER['PATH_INFO'] = substr( $path, 5 );
	chdir( $_SERVER['DOCUMENT_ROOT'] );
	require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
	return true;
}
return false;
