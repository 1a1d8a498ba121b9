<?php
/**
 * Plugin Name:       Provenance picture check
 * Description:       Asks before an article is published: is each picture what its caption and credit say it is?
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * License:           Apache-2.0
 * License URI:       https://www.apache.org/licenses/LICENSE-2.0
 * Text Domain:       provenance
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

const CAPABILITY = 'override_picture_check';

foreach ( array( 'settings', 'pictures', 'article', 'service', 'known', 'overrides', 'checking', 'gate', 'notices', 'rest', 'findings', 'classic', 'editor' ) as $subject ) {
	require __DIR__ . "/includes/$subject.php";
}

register_activation_hook( __FILE__, __NAMESPACE__ . '\\activate' );
register_deactivation_hook( __FILE__, __NAMESPACE__ . '\\deactivate' );

/** Whoever may edit other people's articles may override the check. */
function activate(): void {
	foreach ( array( 'administrator', 'editor' ) as $name ) {
		$role = get_role( $name );
		if ( $role ) {
			$role->add_cap( CAPABILITY );
		}
	}
}

/** Nothing stays scheduled; results and overrides stay until the plugin is deleted. */
function deactivate(): void {
	wp_unschedule_hook( BACKGROUND );
}
