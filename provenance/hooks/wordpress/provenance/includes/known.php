<?php
/**
 * At upload: what a picture's file tells (a model made it, its Content Credentials, a credit that is not printed) and what
 * the newsroom's archive has of it, said beside it in the media library.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

/** The sentences, with the attachment; empty where there is nothing to say. */
const KNOWN = '_provenance_known';
/** Rules about what is typed only after the upload, and the one that says what the archive has in fewer words. */
const NOT_OF_AN_UPLOAD = array( 'missing-caption', 'missing-date', 'missing-credit', 'known-picture' );

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

/** Ask again: what is typed of the picture in the library has changed. */
function note_anew( int $attachment ): void {
	$data = wp_get_attachment_metadata( $attachment );
	if ( is_array( $data ) && metadata_exists( 'post', $attachment, KNOWN ) ) {
		note_what_is_known( $data, $attachment );
	}
}

/**
 * What there is to say of an attachment's picture, a sentence each.
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
		if ( $path && filesize( $path ) <= MOST_OF_ONE ) {
			$bytes = base64_encode( (string) file_get_contents( $path ) ); // phpcs:ignore WordPress.WP.AlternativeFunctions, WordPress.PHP.DiscouragedPHPFunctions -- a local file, as the service reads bytes.
			return array_slice( array_unique( array_filter( array_merge( told_by_its_file( $attachment, $bytes ), told_by_the_archive( $bytes ) ) ) ), 0, 12 );
		}
	}
	return array( unasked( __( 'the file is too large', 'provenance' ) ) );
}

/** Why there is nothing to say. */
function unasked( string $why ): string {
	/* translators: %s: why. */
	return sprintf( __( 'The picture was not checked at its upload: %s.', 'provenance' ), $why );
}

/** What is found of the picture alone, with the library's caption and credit; what only an article prints is no fault. */
function told_by_its_file( int $attachment, string $bytes ): array {
	$address = (string) wp_get_attachment_url( $attachment );
	$article = array(
		'url'       => home_url( '/' ),
		'headline'  => '',
		'published' => gmdate( 'Y-m-d\TH:i:s\Z' ),
		'language'  => language(),
		'body'      => figure_of( $address, $attachment ),
		'images'    => array(
			array(
				'url'  => $address,
				'alt'  => '',
				'data' => $bytes,
			),
		),
	);
	$mode    = wp_doing_cron() ? 'full' : 'fast';
	$result  = ask( $article, array(), $mode );
	if ( 'not-checked' === $result['state'] ) {
		return array( unasked( $result['detail'] ) );
	}
	if ( 'fast' === $mode && is_unread( $result ) ) {
		look_later( $attachment, true );
		return array( unasked( __( 'the check takes longer than usual', 'provenance' ) ) );
	}
	$told = array();
	foreach ( $result['images'] as $image ) {
		foreach ( $image['findings'] as $finding ) {
			$told[] = in_array( $finding['rule'], NOT_OF_AN_UPLOAD, true ) ? '' : trim( "{$finding['message']} {$finding['suggestion']}" );
		}
	}
	return $told;
}

/** True where the service had no time to read a picture: nothing was found because nothing was looked at. */
function is_unread( array $result ): bool {
	$left = array_merge( ...array_column( $result['images'], 'not_checked' ) );
	return ! $result['images'] || array_filter( $left, static fn( array $one ): bool => 'picture' === $one['rule'] && 'pending' === $one['reason'] );
}

/** What the archive has of the picture. */
function told_by_the_archive( string $bytes ): array {
	$said = call_service( '/v1/pictures/known', array( 'picture' => array( 'base64' => $bytes ) ), PATIENCE_AT_UPLOAD );
	if ( is_string( $said ) ) {
		return array( unasked( $said ) );
	}
	$told = array();
	foreach ( objects( $said['known'] ?? array() ) as $one ) {
		$told = array_merge( $told, array_map( __NAMESPACE__ . '\\text_of', array_values( (array) ( $one['sentences'] ?? array() ) ) ) );
	}
	return $told;
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
			'label' => __( 'Picture check', 'provenance' ),
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
				'description' => __( 'What the picture check says of this upload.', 'provenance' ),
				'type'        => 'array',
				'items'       => array( 'type' => 'string' ),
				'readonly'    => true,
				'context'     => array( 'edit' ),
			),
		)
	);
}
