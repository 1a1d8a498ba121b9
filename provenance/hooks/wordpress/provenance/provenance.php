<?php
/**
 * Plugin Name:       Provenance picture check
 * Description:       Asks before an article is published: is each picture what its caption and credit say it is?
 * Version:           0.2.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * License:           Apache-2.0
 * License URI:       https://www.apache.org/licenses/LICENSE-2.0
 * Author:            The provenance maintainers
 * Text Domain:       provenance
 * Domain Path:       /languages
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

const CAPABILITY = 'override_picture_check';

foreach ( array( 'languages', 'settings', 'network', 'pictures', 'shown', 'credits', 'article', 'service', 'known', 'trouble', 'overrides', 'checking', 'queue', 'jobs', 'swaps', 'gate', 'notices', 'rest', 'findings', 'lists', 'site', 'classic', 'editor', 'privacy', 'command' ) as $subject ) {
	require __DIR__ . "/includes/$subject.php";
}

add_action( 'init', static fn() => load_plugin_textdomain( 'provenance', false, basename( __DIR__ ) . '/languages' ) );
register_deactivation_hook( __FILE__, __NAMESPACE__ . '\\deactivate' );
add_filter( 'user_has_cap', __NAMESPACE__ . '\\grant_override' );

/**
 * Whoever may edit other people's articles may override the check, unless a role says otherwise. Nothing is written
 * into the roles, so this holds on every site of a network, and nothing is left behind.
 *
 * @param bool[] $may What the user may.
 */
function grant_override( $may ) {
	return $may + array( CAPABILITY => ! empty( $may['edit_others_posts'] ) );
}

/** Nothing stays scheduled; results and overrides stay until the plugin is deleted. */
function deactivate(): void {
	foreach ( array( WORK, SWEEP, AGAIN, WELL, CHANGED ) as $hook ) {
		wp_unschedule_hook( $hook );
	}
}
