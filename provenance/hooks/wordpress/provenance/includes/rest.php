<?php
/**
 * What the block editor asks: the latest result, a check of what is being written, an override.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

add_action( 'rest_api_init', __NAMESPACE__ . '\\register_routes' );

function register_routes(): void {
	$may_edit = static fn( \WP_REST_Request $request ): bool => current_user_can( 'edit_post', (int) $request['id'] );
	$route    = static function ( string $path, string $method, string $answer, callable $permission, array $args ): void {
		register_rest_route(
			'provenance/v1',
			"/posts/(?P<id>\d+)$path",
			array(
				'methods'             => $method,
				'callback'            => __NAMESPACE__ . "\\$answer",
				'permission_callback' => $permission,
				'args'                => $args,
			)
		);
	};
	$text     = array( 'type' => 'string' );
	$needed   = array(
		'type'     => 'string',
		'required' => true,
	);
	$route( '', 'GET', 'rest_result', $may_edit, array() );
	$route(
		'/check',
		'POST',
		'rest_check',
		$may_edit,
		array(
			'title'          => $text,
			'content'        => $text,
			'excerpt'        => $text,
			'featured_media' => array( 'type' => 'integer' ),
		)
	);
	$may_override = static fn( \WP_REST_Request $request ): bool => may_override( (int) $request['id'] );
	$route(
		'/overrides',
		'POST',
		'rest_override',
		$may_override,
		array(
			'rule'    => $text,
			'picture' => $needed,
			'message' => $text,
			'reason'  => $needed,
			'until'   => $text,
		)
	);
	$route( '/overrides/(?P<override>[0-9a-f]{16})', 'DELETE', 'rest_withdraw', $may_override, array() );
	foreach ( get_post_types( array( 'show_in_rest' => true ) ) as $type ) {
		if ( is_article( $type ) ) {
			register_rest_field(
				$type,
				'picture_check',
				array(
					'get_callback' => static fn( array $post ): array => short_view( (int) $post['id'] ),
					'schema'       => array(
						'description' => __( 'How the check of the pictures ended: a client that publishes reads here what was not checked.', 'provenance' ),
						'type'        => 'object',
						'context'     => array( 'edit' ),
						'readonly'    => true,
					),
				)
			);
		}
	}
}

/** What any client of REST gets with an article that it may edit. */
function short_view( int $post_id ): array {
	if ( ! current_user_can( 'edit_post', $post_id ) ) {
		return array();
	}
	$result = stored_result( $post_id );
	return array(
		'state'     => $result['state'] ?? 'none',
		'action'    => $result['action'] ?? '',
		'summary'   => $result ? summary_of( $result ) : '',
		'sentences' => isset( $result['sentences'] ) ? in_brief( $result ) : array(),
	);
}

/** The latest result of a post. */
function rest_result( \WP_REST_Request $request ): \WP_REST_Response {
	return rest_ensure_response( view_of( (int) $request['id'], stored_result( (int) $request['id'] ) ) );
}

/**
 * The whole check of the post with what is in the editor and not yet saved.
 *
 * @return \WP_REST_Response|\WP_Error
 */
function rest_check( \WP_REST_Request $request ) {
	$post = get_post( (int) $request['id'] );
	if ( ! $post || ! is_article( $post->post_type ) ) {
		return new \WP_Error( 'provenance_no_article', __( 'This is no article.', 'provenance' ), array( 'status' => 404 ) );
	}
	$version = (object) $post->to_array();
	foreach ( array( 'title', 'content', 'excerpt' ) as $field ) {
		if ( isset( $request[ $field ] ) ) {
			$version->{"post_$field"} = $request[ $field ];
		}
	}
	$featured = isset( $request['featured_media'] ) ? (int) $request['featured_media'] : featured_of( $post->ID );
	return rest_ensure_response( view_of( $post->ID, result_for( $version, $featured, 'full' ) ?? array() ) );
}

/**
 * Keep an override.
 *
 * @return \WP_REST_Response|\WP_Error
 */
function rest_override( \WP_REST_Request $request ) {
	$wanted = array_intersect_key( $request->get_params(), array_flip( array( 'rule', 'picture', 'message', 'reason', 'until' ) ) );
	$kept   = add_override( (int) $request['id'], $wanted );
	return is_wp_error( $kept ) ? $kept : rest_ensure_response( array( 'overrides' => overrides_of( (int) $request['id'] ) ) );
}

/**
 * Withdraw an override.
 *
 * @return \WP_REST_Response|\WP_Error
 */
function rest_withdraw( \WP_REST_Request $request ) {
	$done = withdraw_override( (int) $request['id'], (string) $request['override'] );
	return is_wp_error( $done ) ? $done : rest_ensure_response( array( 'overrides' => overrides_of( (int) $request['id'] ) ) );
}

/** A result as the block editor gets it. */
function view_of( int $post_id, array $result ): array {
	$hidden = array_flip( current_user_can( 'manage_options' ) ? array( 'key' ) : array( 'key', 'technical' ) );
	$result = array_diff_key( $result, $hidden );
	foreach ( $result['images'] ?? array() as $at => $image ) {
		$result['images'][ $at ]['label']      = name_of( $image );
		$result['images'][ $at ]['overridden'] = array_map( static fn( array $one ): array => array_merge( $one, known_override( $post_id, $image['url'], $one ) ), $image['overridden'] );
	}
	return array_merge(
		array( 'state' => 'none' ),
		$result,
		array(
			'brief'       => isset( $result['sentences'] ) ? array_slice( in_brief( $result ), 0, 3 ) : array(),
			'summary'     => summary_of( $result ),
			'mayOverride' => may_override( $post_id ),
			'alert'       => array_map( __NAMESPACE__ . '\\text_of', array_filter( (array) get_post_meta( $post_id, ALERT, true ) ) ),
			'held'        => array_map( __NAMESPACE__ . '\\text_of', array_filter( (array) get_post_meta( $post_id, HELD, true ) ) ),
		)
	);
}
