<?php
/**
 * What this plug-in keeps of people, for WordPress' tools for personal data: who has overridden what, and why.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

/** Posts looked at in one step. */
const STEP = 100;

add_action( 'admin_init', __NAMESPACE__ . '\\suggest_policy' );
add_filter( 'wp_privacy_personal_data_exporters', __NAMESPACE__ . '\\add_exporter' );
add_filter( 'wp_privacy_personal_data_erasers', __NAMESPACE__ . '\\add_eraser' );

function suggest_policy(): void {
	$text = __( 'The pictures of our articles are checked before publishing. For that, the text of an article, its pictures, and the names of those who have overridden a finding are sent to a service that this site has chosen. Names, reasons and dates of overrides are kept with the article.', 'provenance' );
	wp_add_privacy_policy_content( __( 'Picture check', 'provenance' ), wp_kses_post( "<p>$text</p>" ) );
}

function add_exporter( $exporters ) {
	$exporters['provenance'] = array(
		'exporter_friendly_name' => __( 'Overrides of the picture check', 'provenance' ),
		'callback'               => __NAMESPACE__ . '\\export_overrides',
	);
	return $exporters;
}

function add_eraser( $erasers ) {
	$erasers['provenance'] = array(
		'eraser_friendly_name' => __( 'Overrides of the picture check', 'provenance' ),
		'callback'             => __NAMESPACE__ . '\\erase_overrides',
	);
	return $erasers;
}

/** (the posts of one step that have overrides, whether these were the last). */
function overridden_posts( int $page ): array {
	$posts = get_posts(
		array(
			'post_type'        => 'any',
			'post_status'      => 'any',
			'meta_key'         => OVERRIDES, // phpcs:ignore WordPress.DB.SlowDBQuery
			'posts_per_page'   => STEP,
			'paged'            => $page,
			'orderby'          => 'ID',
			'order'            => 'ASC',
			'suppress_filters' => true,
		)
	);
	return array( $posts, count( $posts ) < STEP );
}

/**
 * A person's overrides.
 *
 * @param string $email Whose.
 * @param int    $page  The step.
 */
function export_overrides( $email, $page = 1 ): array {
	$user                 = get_user_by( 'email', $email );
	$rows                 = array();
	list( $posts, $last ) = $user ? overridden_posts( (int) $page ) : array( array(), true );
	foreach ( $posts as $post ) {
		foreach ( overrides_of( $post->ID ) as $one ) {
			if ( (int) $one['user'] === $user->ID ) {
				$data = array();
				foreach ( array( 'message', 'who', 'reason', 'when', 'until' ) as $field ) {
					$data[] = array(
						'name'  => $field,
						'value' => $one[ $field ],
					);
				}
				$rows[] = array(
					'group_id'    => 'provenance',
					'group_label' => __( 'Overrides of the picture check', 'provenance' ),
					'item_id'     => "provenance-{$post->ID}-" . id_of( $one ),
					'data'        => $data,
				);
			}
		}
	}
	return array(
		'data' => $rows,
		'done' => $last,
	);
}

/**
 * Take a person's name out of the overrides; that somebody has overridden, when and why, stays with the article.
 *
 * @param string $email Whose.
 * @param int    $page  The step.
 */
function erase_overrides( $email, $page = 1 ): array {
	$user                 = get_user_by( 'email', $email );
	$changed              = false;
	list( $posts, $last ) = $user ? overridden_posts( (int) $page ) : array( array(), true );
	foreach ( $posts as $post ) {
		$kept = overrides_of( $post->ID );
		$mine = array_keys( array_filter( $kept, static fn( array $one ): bool => (int) $one['user'] === $user->ID ) );
		foreach ( $mine as $at ) {
			$kept[ $at ]['who']  = __( 'somebody', 'provenance' );
			$kept[ $at ]['user'] = 0;
		}
		if ( $mine ) {
			$changed = true;
			update_post_meta( $post->ID, OVERRIDES, wp_slash( $kept ) );
			delete_post_meta( $post->ID, RESULT ); // It repeats the name; whoever publishes has it checked again.
		}
	}
	return array(
		'items_removed'  => $changed,
		'items_retained' => false,
		'messages'       => array(),
		'done'           => $last,
	);
}
