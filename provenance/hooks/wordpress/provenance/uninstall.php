<?php
/**
 * Removes everything that the plugin has kept, on every site of a network.
 *
 * @package Provenance
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

/** One site's options, fields and events. */
function provenance_uninstall_site(): void {
	delete_option( 'provenance_settings' );
	delete_option( 'provenance_trouble' );
	foreach ( array( 'result', 'overrides', 'held', 'state', 'waiting', 'job', 'alert', 'known', 'credit', 'source', 'licence' ) as $name ) {
		delete_post_meta_by_key( "_provenance_$name" );
	}
	foreach ( array( 'provenance_work', 'provenance_sweep', 'provenance_check_again', 'provenance_works_again', 'provenance_changed' ) as $hook ) {
		wp_unschedule_hook( $hook );
	}
	foreach ( wp_roles()->role_objects as $role ) {
		$role->remove_cap( 'override_picture_check' );
	}
}

if ( is_multisite() ) {
	$provenance_sites = get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	);
	foreach ( $provenance_sites as $provenance_site ) {
		switch_to_blog( $provenance_site );
		provenance_uninstall_site();
		restore_current_blog();
	}
} else {
	provenance_uninstall_site();
}
delete_site_option( 'provenance_network' );
delete_metadata( 'user', 0, '_provenance_notices', '', true );
