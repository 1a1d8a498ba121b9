<?php
// For PHP's own web server: wp-content is each run's own folder, everything else is WordPress.
$path = rawurldecode( parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH ) ?: '/' );
$types = array( 'js' => 'text/javascript', 'css' => 'text/css', 'jpg' => 'image/jpeg', 'png' => 'image/png', 'svg' => 'image/svg+xml', 'woff2' => 'font/woff2' );
if ( str_starts_with( $path, '/wp-content/' ) ) {
	$file = realpath( getenv( 'WORDPRESS_CONTENT' ) . substr( $path, 11 ) );
	$type = $types[ strtolower( pathinfo( (string) $file, PATHINFO_EXTENSION ) ) ] ?? null;
	if ( $file && is_file( $file ) && $type ) {
		header( "Content-Type: $type" );
		readfile( $file );
		return true;
	}
}
$root = $_SERVER['DOCUMENT_ROOT'];
// A site of a network lies below a folder that is none: /second/wp-admin/ is /wp-admin/, asked for that site.
if ( getenv( 'WORDPRESS_NETWORK' ) && preg_match( '#^/[a-z0-9]+(/wp-(?:admin|includes)/.*|/wp-[a-z]+\.php|/xmlrpc\.php)$#', $path, $match ) ) {
	$file = is_dir( $root . $match[1] ) ? rtrim( $match[1], '/' ) . '/index.php' : $match[1];
	if ( ! str_ends_with( $file, '.php' ) ) {
		header( 'Content-Type: ' . ( $types[ strtolower( pathinfo( $file, PATHINFO_EXTENSION ) ) ] ?? 'text/plain' ) );
		readfile( $root . $file );
		return true;
	}
	$_SERVER['SCRIPT_NAME']     = $file;
	$_SERVER['PHP_SELF']        = $file;
	$_SERVER['SCRIPT_FILENAME'] = $root . $file;
	chdir( dirname( $root . $file ) );
	require $root . $file;
	return true;
}
if ( '/' !== $path && ( is_file( $root . $path ) || is_file( "$root$path/index.php" ) ) ) {
	return false;
}
$_SERVER['SCRIPT_NAME'] = '/index.php';
chdir( $root );
require "$root/index.php";
