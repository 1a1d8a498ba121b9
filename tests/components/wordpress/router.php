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
if ( '/' !== $path && ( is_file( $root . $path ) || is_file( "$root$path/index.php" ) ) ) {
	return false;
}
$_SERVER['SCRIPT_NAME'] = '/index.php';
chdir( $root );
require "$root/index.php";
