<?php
/**
 * Removes everything that the plugin has kept.
 *
 * @package Provenance
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

delete_option( 'provenance_settings' );
foreach ( array( '_provenance_result', '_provenance_overrides', '_provenance_held', '_provenance_known' ) as $provenance_key ) {
	delete_post_meta_by_key( $provenance_key );
}
delete_metadata( 'user', 0, '_provenance_notices', '', true );
wp_unschedule_hook( 'provenance_check_post' );
foreach ( wp_roles()->role_objects as $provenance_role ) {
	$provenance_role->remove_cap( 'override_picture_check' );
}
