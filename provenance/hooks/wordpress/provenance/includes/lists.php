<?php
/**
 * The lists of articles: a column that says how each one's check stands, and a filter by it.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

add_action( 'admin_init', __NAMESPACE__ . '\\add_columns' );
add_action( 'restrict_manage_posts', __NAMESPACE__ . '\\print_filter' );
add_action( 'pre_get_posts', __NAMESPACE__ . '\\filter_list' );

/** What a state is called. None of them says that a picture is authentic. */
function state_label( string $state ): string {
	$labels = array(
		'blocked'   => __( 'does not match', 'provenance' ),
		'unchecked' => __( 'not checked', 'provenance' ),
		'partly'    => __( 'a source did not answer', 'provenance' ),
		'look'      => __( 'needs attention', 'provenance' ),
		'pending'   => __( 'being checked', 'provenance' ),
		'good'      => __( 'nothing found', 'provenance' ),
	);
	return $labels[ $state ] ?? '';
}

function add_columns(): void {
	if ( '' === address() ) {
		return;
	}
	foreach ( array_filter( get_post_types(), __NAMESPACE__ . '\\is_article' ) as $type ) {
		add_filter( "manage_{$type}_posts_columns", static fn( $columns ) => $columns + array( 'provenance' => __( 'Pictures', 'provenance' ) ) );
		add_action( "manage_{$type}_posts_custom_column", __NAMESPACE__ . '\\print_column', 10, 2 );
	}
}

/**
 * One cell.
 *
 * @param string $column  Which column.
 * @param int    $post_id The post.
 */
function print_column( $column, $post_id ): void {
	if ( 'provenance' !== $column ) {
		return;
	}
	$label = state_label( (string) get_post_meta( $post_id, STATE, true ) );
	echo '' === $label ? '<span aria-hidden="true">—</span>' : esc_html( $label );
	if ( overrides_of( (int) $post_id ) ) {
		echo '<br>' . esc_html__( 'overridden', 'provenance' );
	}
}

/**
 * The filter above a list.
 *
 * @param string $type The kind of posts in it.
 */
function print_filter( $type ): void {
	if ( ! is_article( (string) $type ) || '' === address() ) {
		return;
	}
	$chosen = chosen_state();
	printf( '<select name="provenance_state"><option value="">%s</option>', esc_html__( 'All picture checks', 'provenance' ) );
	foreach ( STATES as $state ) {
		printf( '<option value="%s" %s>%s</option>', esc_attr( $state ), selected( $chosen, $state, false ), esc_html( state_label( $state ) ) );
	}
	echo '</select>';
}

function chosen_state(): string {
	$given = isset( $_GET['provenance_state'] ) ? sanitize_key( wp_unslash( $_GET['provenance_state'] ) ) : ''; // phpcs:ignore WordPress.Security.NonceVerification -- only looks.
	return in_array( $given, STATES, true ) ? $given : '';
}

/**
 * Only the posts that stand as chosen.
 *
 * @param \WP_Query $query The list's query.
 */
function filter_list( $query ): void {
	if ( is_admin() && $query->is_main_query() && '' !== chosen_state() ) {
		$query->set( 'meta_query', array_merge( (array) $query->get( 'meta_query' ), array( array( 'key' => STATE, 'value' => chosen_state() ) ) ) ); // phpcs:ignore WordPress.Arrays, WordPress.DB.SlowDBQuery
	}
}
