<?php
/**
 * Loads the block editor's panel.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

add_action( 'enqueue_block_editor_assets', __NAMESPACE__ . '\\enqueue_panel' );

function enqueue_panel(): void {
	$screen = get_current_screen();
	if ( ! $screen || 'post' !== $screen->base || ! is_article( $screen->post_type ) ) {
		return; // The site editor has no article.
	}
	$needs = array( 'wp-api-fetch', 'wp-components', 'wp-data', 'wp-edit-post', 'wp-editor', 'wp-element', 'wp-i18n', 'wp-notices', 'wp-plugins' );
	wp_enqueue_script( 'provenance', plugins_url( 'editor.js', __DIR__ ), $needs, (string) filemtime( dirname( __DIR__ ) . '/editor.js' ), true );
	wp_set_script_translations( 'provenance', 'provenance', dirname( __DIR__ ) . '/languages' );
}
