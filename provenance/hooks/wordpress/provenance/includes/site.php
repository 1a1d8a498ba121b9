<?php
/**
 * Tools → Picture check: what is not checked, refused or found late on this site, and every override.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

/** Rows of each table. */
const ROWS = 200;

add_action( 'admin_menu', __NAMESPACE__ . '\\add_site_page' );
add_action( 'admin_post_provenance_again', __NAMESPACE__ . '\\again_on_demand' );
add_action( 'admin_post_provenance_withdraw', __NAMESPACE__ . '\\withdraw_on_demand' );

function add_site_page(): void {
	add_management_page( __( 'Picture check', 'provenance' ), __( 'Picture check', 'provenance' ), CAPABILITY, 'provenance-site', __NAMESPACE__ . '\\site_page' );
}

/** The posts with this field (and value), the latest first. */
function posts_with_field( string $field, string $value = '' ): array {
	$wanted = '' === $value ? array( 'key' => $field ) : array(
		'key'   => $field,
		'value' => $value,
	);
	return get_posts(
		array(
			'post_type'        => 'any',
			'post_status'      => array( 'publish', 'future', 'draft', 'pending', 'private' ),
			'meta_query'       => array( $wanted ), // phpcs:ignore WordPress.DB.SlowDBQuery
			'posts_per_page'   => ROWS,
			'suppress_filters' => true,
		)
	);
}

/** Those of them that the current user may edit. */
function posts_of_mine( string $field, string $value = '' ): array {
	return array_filter( posts_with_field( $field, $value ), static fn( \WP_Post $post ): bool => current_user_can( 'edit_post', $post->ID ) );
}

function site_page(): void {
	if ( ! current_user_can( CAPABILITY ) ) {
		return;
	}
	echo '<div class="wrap"><h1>' . esc_html__( 'Picture check', 'provenance' ) . '</h1>';
	print_state( 'unchecked', __( 'Not checked', 'provenance' ) );
	print_state( 'blocked', __( 'Do not match', 'provenance' ) );
	print_overrides();
	echo '</div>';
}

function print_state( string $state, string $heading ): void {
	$posts = posts_of_mine( STATE, $state );
	printf( '<h2>%s (%d)</h2>', esc_html( $heading ), count( $posts ) );
	if ( ! $posts ) {
		return;
	}
	echo '<table class="widefat striped"><tbody>';
	foreach ( $posts as $post ) {
		$result = stored_result( $post->ID );
		$said   = isset( $result['sentences'] ) ? implode( ' ', in_brief( $result ) ) : ( $result ? summary_of( $result ) : '' );
		printf( '<tr><td>%s</td><td>%s</td><td>%s</td></tr>', link_to( $post ), esc_html( (string) get_post_status_object( $post->post_status )->label ), esc_html( $said ) ); // phpcs:ignore WordPress.Security.EscapeOutput -- escaped there.
	}
	echo '</tbody></table>';
	if ( 'unchecked' === $state ) {
		print_button( 'provenance_again', __( 'Check them now', 'provenance' ), array() );
	}
}

function print_overrides(): void {
	$posts = posts_of_mine( OVERRIDES );
	printf( '<h2>%s</h2>', esc_html__( 'Overrides', 'provenance' ) );
	echo '<table class="widefat striped"><tbody>';
	foreach ( $posts as $post ) {
		foreach ( overrides_of( $post->ID ) as $one ) {
			printf( '<tr><td>%s</td><td>%s<br><code>%s</code></td><td>%s</td><td>', link_to( $post ), esc_html( $one['message'] ), esc_html( wp_basename( $one['picture'] ) ), esc_html( told_override( $one ) ) ); // phpcs:ignore WordPress.Security.EscapeOutput -- escaped there.
			print_button(
				'provenance_withdraw',
				__( 'Withdraw', 'provenance' ),
				array(
					'post'     => $post->ID,
					'override' => id_of( $one ),
				)
			);
			echo '</td></tr>';
		}
	}
	echo '</tbody></table>';
}

function link_to( \WP_Post $post ): string {
	return sprintf( '<a href="%s">%s</a>', esc_url( (string) get_edit_post_link( $post ) ), esc_html( wp_strip_all_tags( $post->post_title ) ?: __( '(no title)', 'provenance' ) ) );
}

function print_button( string $action, string $label, array $fields ): void {
	printf( '<form action="%s" method="post"><input type="hidden" name="action" value="%s">', esc_url( admin_url( 'admin-post.php' ) ), esc_attr( $action ) );
	wp_nonce_field( $action );
	foreach ( $fields as $name => $value ) {
		printf( '<input type="hidden" name="%s" value="%s">', esc_attr( $name ), esc_attr( (string) $value ) );
	}
	submit_button( $label, 'secondary small', 'go', false );
	echo '</form>';
}

/** The button "Check them now". */
function again_on_demand(): void {
	check_admin_referer( 'provenance_again' );
	if ( current_user_can( CAPABILITY ) ) {
		check_what_waits_now();
		spawn_cron();
	}
	wp_safe_redirect( admin_url( 'tools.php?page=provenance-site' ) );
	exit;
}

/** The button "Withdraw". */
function withdraw_on_demand(): void {
	check_admin_referer( 'provenance_withdraw' );
	$post = isset( $_POST['post'] ) ? (int) $_POST['post'] : 0;
	$done = withdraw_override( $post, isset( $_POST['override'] ) ? sanitize_key( wp_unslash( $_POST['override'] ) ) : '' );
	if ( is_wp_error( $done ) ) {
		wp_die( esc_html( $done->get_error_message() ) );
	}
	wp_safe_redirect( admin_url( 'tools.php?page=provenance-site' ) );
	exit;
}
