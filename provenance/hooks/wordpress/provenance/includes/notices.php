<?php
/**
 * Telling the editor: a notice on the next page of the administration, a fault for XML-RPC.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

const NOTICES = '_provenance_notices';

add_action( 'save_post', __NAMESPACE__ . '\\tell_of_refusal', 5 );
add_action( 'wp_after_insert_post', __NAMESPACE__ . '\\fault_of_refusal', 100 );
add_action( 'wp_after_insert_post', __NAMESPACE__ . '\\no_longer_held', 100 );
add_action( 'admin_notices', __NAMESPACE__ . '\\print_notices' );

/** The sentences that the post being saved was refused with; given some, they are remembered until it is saved. */
function refuse_after_saving( ?array $sentences = null ): array {
	static $remembered = array();
	if ( null !== $sentences ) {
		$remembered = $sentences;
	}
	return $remembered;
}

/**
 * A new post has its number only when it is saved.
 *
 * @param int $post_id The post.
 */
function tell_of_refusal( $post_id ): void {
	$sentences = refuse_after_saving();
	if ( ! $sentences || wp_is_post_revision( $post_id ) || is_xmlrpc() ) {
		return;
	}
	refuse_after_saving( array() );
	remember_refusal( (int) $post_id, $sentences, is_held_unchecked( stored_result( (int) $post_id ) ) );
	if ( get_current_user_id() ) {
		tell( (int) $post_id, 'error', message_of( $sentences ) );
	} elseif ( 'draft' === get_post_status( $post_id ) ) {
		update_post_meta( (int) $post_id, HELD, wp_slash( $sentences ) );
	} else {
		update_post_meta( (int) $post_id, ALERT, wp_slash( array( __( 'A change of it was refused.', 'provenance' ), ...$sentences ) ) );
	}
	if ( class_exists( 'WP_CLI' ) ) {
		\WP_CLI::warning( message_of( $sentences ) );
	}
}

function is_xmlrpc(): bool {
	return defined( 'XMLRPC_REQUEST' ) && XMLRPC_REQUEST;
}

/**
 * XML-RPC would report success with the post's number: a fault says that it is a draft, and why.
 *
 * @param int $post_id The post.
 */
function fault_of_refusal( $post_id ): void {
	$sentences = refuse_after_saving();
	if ( $sentences && is_xmlrpc() && ! wp_is_post_revision( $post_id ) && isset( $GLOBALS['wp_xmlrpc_server'] ) ) {
		refuse_after_saving( array() );
		/* translators: %d: the post's number. */
		$where = sprintf( __( 'It is kept as post %d.', 'provenance' ), $post_id );
		$GLOBALS['wp_xmlrpc_server']->error( new \IXR_Error( 409, esc_html( message_of( $sentences ) . " $where" ) ) );
	}
}

/**
 * Somebody has saved the post since it was held.
 *
 * @param int $post_id The post.
 */
function no_longer_held( $post_id ): void {
	if ( get_current_user_id() && ! wp_is_post_revision( $post_id ) ) {
		delete_post_meta( $post_id, HELD );
		if ( is_scheduled_again( (int) $post_id ) ) {
			stop_waiting( $post_id ); // Whoever has saved it publishes it.
		}
	}
}

/** An article goes live although nobody could check it, or with warnings: say so. In the block editor its panel does. */
function tell_if_unchecked( object $post, int $featured ): void {
	if ( '' === address() || wp_is_serving_rest() ) {
		return;
	}
	$result = result_for( $post, $featured, 'full' );
	if ( 'not-checked' === ( $result['state'] ?? '' ) ) {
		tell( (int) $post->ID, 'warning', unchecked_sentence( $result ) );
	} elseif ( 'warn' === ( $result['action'] ?? '' ) ) {
		tell( (int) $post->ID, 'warning', implode( ' ', array_slice( in_brief( $result ), 0, 3 ) ) );
	}
}

function wp_is_serving_rest(): bool {
	return defined( 'REST_REQUEST' ) && REST_REQUEST;
}

/** Keep a notice for the current user. */
function tell( int $post_id, string $kind, string $message ): void {
	$user = get_current_user_id();
	if ( $user ) {
		$kept   = objects( get_user_meta( $user, NOTICES, true ) );
		$kept[] = array(
			'post'    => $post_id,
			'kind'    => $kind,
			'message' => $message,
		);
		update_user_meta( $user, NOTICES, wp_slash( array_slice( $kept, -20 ) ) );
	}
}

/** The current user's notices, once, and the posts that were held while nobody was there, until they are saved. */
function print_notices(): void {
	$screen = get_current_screen();
	if ( ! $screen || ! in_array( $screen->base, array( 'post', 'edit', 'dashboard' ), true ) || $screen->is_block_editor() ) {
		return; // The block editor hides notices; its panel tells.
	}
	$user = get_current_user_id();
	$kept = objects( get_user_meta( $user, NOTICES, true ) );
	if ( $kept ) {
		delete_user_meta( $user, NOTICES );
	}
	$here = 'post' === $screen->base ? (int) ( $GLOBALS['post']->ID ?? 0 ) : 0;
	foreach ( array( HELD => 'draft', ALERT => 'publish' ) as $field => $status ) {
		foreach ( posts_to_tell_of( $field, $status, $here ) as $post ) {
			$said   = array_map( __NAMESPACE__ . '\\text_of', (array) get_post_meta( $post->ID, $field, true ) );
			$kept[] = array(
				'post'    => $post->ID,
				'kind'    => 'error',
				'message' => HELD === $field ? message_of( $said ) : alert_message( $said ),
			);
		}
	}
	foreach ( $kept as $notice ) {
		$post = get_post( (int) $notice['post'] );
		if ( $post && ! current_user_can( 'edit_post', $post->ID ) ) {
			continue;
		}
		printf(
			'<div class="notice notice-%s provenance-notice"><p><strong>%s</strong> %s</p></div>',
			'error' === $notice['kind'] ? 'error' : 'warning',
			$post ? sprintf( '<a href="%s">%s</a>', esc_url( (string) get_edit_post_link( $post ) ), esc_html( wp_strip_all_tags( $post->post_title ) ?: __( '(no title)', 'provenance' ) ) ) : esc_html__( 'Picture check', 'provenance' ),
			esc_html( $notice['message'] )
		);
	}
	if ( 'post' !== $screen->base ) {
		print_unchecked();
	}
}

/** The posts of which something is to be told on this screen: of an article's own screen, only itself. */
function posts_to_tell_of( string $field, string $status, int $only ): array {
	return get_posts(
		array(
			'post_type'        => 'any',
			'post_status'      => $status,
			'meta_key'         => $field, // phpcs:ignore WordPress.DB.SlowDBQuery
			'post__in'         => $only ? array( $only ) : array(),
			'posts_per_page'   => 10,
			'suppress_filters' => true,
		)
	);
}

/** One line that names what is live or held without having been checked. */
function print_unchecked(): void {
	$posts = array_filter( unchecked_posts( 10 ), static fn( \WP_Post $post ): bool => current_user_can( 'edit_post', $post->ID ) );
	if ( ! $posts ) {
		return;
	}
	$links = array_map(
		static fn( \WP_Post $post ): string => sprintf( '<a href="%s">%s</a>', esc_url( (string) get_edit_post_link( $post ) ), esc_html( wp_strip_all_tags( $post->post_title ) ?: __( '(no title)', 'provenance' ) ) ),
		$posts
	);
	printf(
		'<div class="notice notice-warning provenance-unchecked"><p><strong>%s</strong> %s</p></div>',
		esc_html__( 'Pictures not checked yet, tried again by itself:', 'provenance' ),
		implode( ', ', $links ) // phpcs:ignore WordPress.Security.EscapeOutput -- escaped above.
	);
}
