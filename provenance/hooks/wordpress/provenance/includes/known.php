<?php
/**
 * At upload: what the newsroom's archive has of a picture, said beside it in the media library.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

/** The sentences, with the attachment; empty where the archive has nothing of it. */
const KNOWN = '_provenance_known';

add_filter( 'wp_generate_attachment_metadata', __NAMESPACE__ . '\\note_what_is_known', 99, 3 );
add_filter( 'attachment_fields_to_edit', __NAMESPACE__ . '\\tell_what_is_known', 10, 2 );
add_action( 'rest_api_init', __NAMESPACE__ . '\\register_known' );

/**
 * Ask, once the upload is there in its sizes. It is kept whatever comes of it.
 *
 * @param mixed  $data       The attachment's metadata, handed on as it came.
 * @param int    $attachment The attachment.
 * @param string $context    `create` for an upload.
 * @return mixed
 */
function note_what_is_known( $data, $attachment, $context = 'create' ) {
	if ( 'create' === $context && is_array( $data ) && '' !== address() && wp_attachment_is_image( $attachment ) ) {
		update_post_meta( $attachment, KNOWN, wp_slash( known( (int) $attachment, $data ) ) );
	}
	return $data;
}

/**
 * What the archive has of an attachment's picture, a sentence each.
 *
 * @param int   $attachment The attachment.
 * @param array $data       Its metadata, which may not be kept yet.
 * @return string[]
 */
function known( int $attachment, array $data ): array {
	$whole = (string) get_attached_file( $attachment );
	$paths = array( $whole );
	foreach ( array( '2048x2048', '1536x1536', 'large', 'medium_large' ) as $size ) {
		if ( isset( $data['sizes'][ $size ]['file'] ) ) {
			$paths[] = dirname( $whole ) . '/' . wp_basename( (string) $data['sizes'][ $size ]['file'] );
		}
	}
	foreach ( $paths as $path ) {
		$path = inside_uploads( $path );
		if ( ! $path || filesize( $path ) > MOST_OF_ONE ) {
			continue;
		}
		$bytes = (string) file_get_contents( $path ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- a local file.
		$said  = call_service( '/v1/pictures/known', array( 'picture' => array( 'base64' => base64_encode( $bytes ) ) ), PATIENCE_AT_UPLOAD ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- as the service reads bytes.
		if ( is_string( $said ) ) {
			/* translators: %s: why. */
			return array( sprintf( __( 'The newsroom’s archive was not asked: %s.', 'provenance' ), $said ) );
		}
		$told = array();
		foreach ( objects( $said['known'] ?? array() ) as $one ) {
			$told = array_merge( $told, array_map( __NAMESPACE__ . '\\text_of', array_values( (array) ( $one['sentences'] ?? array() ) ) ) );
		}
		return array_slice( array_filter( $told ), 0, 12 );
	}
	return array( __( 'The newsroom’s archive was not asked: the file is too large.', 'provenance' ) );
}

/** The sentences kept with an attachment. */
function sentences_known( int $attachment ): array {
	return array_map( __NAMESPACE__ . '\\text_of', array_filter( (array) get_post_meta( $attachment, KNOWN, true ) ) );
}

/**
 * A row beside the picture's other fields: in the media library, in the dialogue that inserts it, after its upload.
 *
 * @param array    $fields The form's fields.
 * @param \WP_Post $post   The attachment.
 */
function tell_what_is_known( $fields, $post ): array {
	$told = sentences_known( $post->ID );
	if ( $told ) {
		$fields['provenance_known'] = array(
			'label' => __( 'In the archive', 'provenance' ),
			'input' => 'html',
			'html'  => '<div class="provenance-known">' . implode( '<br>', array_map( 'esc_html', $told ) ) . '</div>',
		);
	}
	return $fields;
}

/** The same for who uploads through REST: `provenance_known`, a list of sentences. */
function register_known(): void {
	register_rest_field(
		'attachment',
		'provenance_known',
		array(
			'get_callback' => static fn( array $one ): array => current_user_can( 'edit_post', (int) $one['id'] ) ? array_values( sentences_known( (int) $one['id'] ) ) : array(),
			'schema'       => array(
				'description' => __( 'What the newsroom’s archive has of this picture.', 'provenance' ),
				'type'        => 'array',
				'items'       => array( 'type' => 'string' ),
				'readonly'    => true,
				'context'     => array( 'edit' ),
			),
		)
	);
}
