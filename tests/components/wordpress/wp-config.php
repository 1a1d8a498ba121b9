<?php
// Each run of the tests names its own database, folder and port.
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:' . getenv( 'WORDPRESS_SOCKET' ) );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
foreach ( array( 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ) as $name ) {
	define( "{$name}_KEY", "only-for-tests-$name-key" );
	define( "{$name}_SALT", "only-for-tests-$name-salt" );
}
$table_prefix = 'wp_';
define( 'WP_CONTENT_DIR', getenv( 'WORDPRESS_CONTENT' ) );
$home = 'http://127.0.0.1:' . getenv( 'WORDPRESS_PORT' );
if ( ! getenv( 'WORDPRESS_NETWORK' ) ) { // Each site of a network has its own.
	define( 'WP_HOME', $home );
	define( 'WP_SITEURL', $home );
}
define( 'WP_CONTENT_URL', $home . '/wp-content' );
// Every notice and warning of PHP goes into a file that the tests read.
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_DISPLAY', false );
define( 'WP_DEBUG_LOG', WP_CONTENT_DIR . '/debug.log' );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'WP_ACCESSIBLE_HOSTS', '127.0.0.1' );
define( 'DISABLE_WP_CRON', true );
define( 'WP_ENVIRONMENT_TYPE', 'local' ); // application passwords over plain http
if ( getenv( 'WORDPRESS_NETWORK' ) ) {
	define( 'MULTISITE', true );
	define( 'SUBDOMAIN_INSTALL', false );
	define( 'DOMAIN_CURRENT_SITE', '127.0.0.1:' . getenv( 'WORDPRESS_PORT' ) );
	define( 'PATH_CURRENT_SITE', '/' );
	define( 'SITE_ID_CURRENT_SITE', 1 );
	define( 'BLOG_ID_CURRENT_SITE', 1 );
}
if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', __DIR__ . '/' );
}
require_once ABSPATH . 'wp-settings.php';
