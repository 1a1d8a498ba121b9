<?php
// Installs WordPress' tables and the people of the tests; prints the version.
define( 'WP_INSTALLING', true );
$_SERVER['HTTP_HOST'] = '127.0.0.1';
require __DIR__ . '/w/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( 'The Example Gazette', 'admin', 'admin@news.example', true, '', 'admin-only-for-tests' );
foreach ( array( 'editor' => 'Edda Editor', 'author' => 'Arthur Author' ) as $role => $name ) {
	wp_insert_user( array( 'user_login' => $role, 'user_pass' => "$role-only-for-tests", 'user_email' => "$role@news.example", 'role' => $role, 'display_name' => $name ) );
}
switch_theme( 'twentytwentythree' );
update_option( 'timezone_string', 'UTC' );
require ABSPATH . WPINC . '/version.php';
echo "WordPress $wp_version installed\n";
