<?php
/**
 * The classic editor: a box with the findings, and its fields for an override.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

add_action( 'add_meta_boxes', __NAMESPACE__ . '\\add_box' );
// Before post.php saves, so that an override counts for the very publishing it was made for.
add_action( 'admin_action_editpost', __NAMESPACE__ . '\\save_overrides' );

/**
 * The box; the block editor has a panel instead.
 *
 * @param string $type The post's type.
 */
function add_box( $type ): void {
	if ( is_article( $type ) ) {
		add_meta_box( 'provenance', __( 'Picture check', 'provenance' ), __NAMESPACE__ . '\\print_box', $type, 'normal', 'high', array( '__back_compat_meta_box' => true ) );
	}
}

function print_box( \WP_Post $post ): void {
	wp_nonce_field( "provenance-override-{$post->ID}", 'provenance_nonce' );
	print_result( stored_result( $post->ID ), may_override( $post->ID ) );
}

/** Keep the overrides that were ticked. */
function save_overrides(): void {
	$post_id = isset( $_POST['post_ID'] ) ? (int) $_POST['post_ID'] : 0;
	$nonce   = isset( $_POST['provenance_nonce'] ) ? sanitize_key( wp_unslash( $_POST['provenance_nonce'] ) ) : '';
	$ticked  = isset( $_POST['provenance_override'] ) ? (array) wp_unslash( $_POST['provenance_override'] ) : array(); // phpcs:ignore WordPress.Security.ValidatedSanitizedInput -- compared with what the check has found.
	if ( ! $ticked || ! wp_verify_nonce( $nonce, "provenance-override-$post_id" ) ) {
		return;
	}
	$reason = isset( $_POST['provenance_reason'] ) ? sanitize_text_field( wp_unslash( $_POST['provenance_reason'] ) ) : '';
	$until  = isset( $_POST['provenance_until'] ) ? sanitize_text_field( wp_unslash( $_POST['provenance_until'] ) ) : '';
	foreach ( stored_result( $post_id )['images'] ?? array() as $image ) {
		foreach ( $image['findings'] as $finding ) {
			if ( ! in_array( digest_of( $image, $finding ), $ticked, true ) ) {
				continue;
			}
			$kept = add_override(
				$post_id,
				array(
					'rule'    => $finding['rule'],
					'picture' => $image['url'],
					'message' => $finding['message'],
					'reason'  => $reason,
					'until'   => $until,
				)
			);
			if ( is_wp_error( $kept ) ) {
				tell( $post_id, 'error', $kept->get_error_message() );
				return;
			}
		}
	}
}

/** A finding's name in the form. */
function digest_of( array $image, array $finding ): string {
	return hash( 'sha256', "{$finding['rule']}\n{$image['url']}\n{$finding['message']}" );
}
