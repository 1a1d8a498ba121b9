<?php
/**
 * A picture's credit in the media library: whose it is, where it comes from, under which licence.
 *
 * WordPress has no such fields. Those of Newspack and of Image Source Control are read; where neither plug-in is
 * there, fields of our own are offered.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

/** Fields with the name to print; the first that is filled counts. The first is our own. */
const CREDITS = array( '_provenance_credit', '_media_credit', 'isc_image_source', 'media_credit', 'photo_credit', 'credit', 'photographer' );
/** Fields with the organisation behind the name, the address of the original, the licence. */
const ORGANISATIONS = array( '_navis_media_credit_org' );
const SOURCES       = array( '_provenance_source', '_media_credit_url', 'isc_image_source_url' );
const LICENCES      = array( '_provenance_licence', 'isc_image_licence' );
const OUR_FIELDS    = array( '_provenance_credit', '_provenance_source', '_provenance_licence' );

add_filter( 'attachment_fields_to_edit', __NAMESPACE__ . '\\offer_fields', 10, 2 );
add_filter( 'attachment_fields_to_save', __NAMESPACE__ . '\\keep_fields', 10, 2 );

/** A picture's credit as HTML: the name linked to its original, the licence after it; empty where there is none. */
function credit_of( int $attachment ): string {
	$field = static function ( array $names ) use ( $attachment ): string {
		foreach ( $names as $name ) {
			$value = get_post_meta( $attachment, $name, true );
			if ( is_string( $value ) && '' !== trim( $value ) ) {
				return trim( wp_strip_all_tags( $value ) );
			}
		}
		return '';
	};
	$name = $field( CREDITS );
	if ( '' === $name && get_post_meta( $attachment, 'isc_image_source_own', true ) ) {
		// Image Source Control's box "use the standard source": the author, or a text of the whole site.
		$standard = get_option( 'isc_options' );
		$standard = is_array( $standard ) && 'custom_text' === ( $standard['standard_source'] ?? '' ) ? (string) ( $standard['standard_source_text'] ?? '' ) : '';
		$author   = get_the_author_meta( 'display_name', (int) get_post_field( 'post_author', $attachment ) );
		$name     = '' === trim( $standard ) ? (string) $author : trim( wp_strip_all_tags( $standard ) );
	}
	$organisation = $field( ORGANISATIONS );
	$name         = implode( ' / ', array_filter( array( $name, $organisation === $name ? '' : $organisation ) ) );
	$source       = esc_url( $field( SOURCES ), array( 'http', 'https' ) );
	if ( '' === $name && '' === $source ) {
		return '';
	}
	$name    = esc_html( '' === $name ? (string) wp_parse_url( $source, PHP_URL_HOST ) : $name );
	$licence = esc_html( $field( LICENCES ) );
	return sprintf( '<span class="credit">%s%s</span>', '' === $source ? $name : "<a href=\"$source\">$name</a>", '' === $licence ? '' : ", $licence" );
}

/**
 * Our fields in the media library, where no other plug-in has some.
 *
 * @param array    $fields     What WordPress shows.
 * @param \WP_Post $attachment The file.
 */
function offer_fields( $fields, $attachment ) {
	if ( ! wp_attachment_is_image( $attachment->ID ) || defined( 'ISCVERSION' ) || class_exists( 'Newspack\\Newspack_Image_Credits' ) ) {
		return $fields;
	}
	$labels = array(
		'_provenance_credit'  => __( 'Credit', 'provenance' ),
		'_provenance_source'  => __( 'Address of the original', 'provenance' ),
		'_provenance_licence' => __( 'Licence', 'provenance' ),
	);
	foreach ( $labels as $name => $label ) {
		$fields[ $name ] = array(
			'label' => $label,
			'value' => (string) get_post_meta( $attachment->ID, $name, true ),
			'input' => 'text',
		);
	}
	return $fields;
}

/**
 * Keep our fields.
 *
 * @param array $post  The attachment.
 * @param array $given The form's fields; WordPress has checked who sends them.
 */
function keep_fields( $post, $given ) {
	foreach ( OUR_FIELDS as $name ) {
		if ( isset( $given[ $name ] ) && is_string( $given[ $name ] ) ) {
			$value = '_provenance_source' === $name ? esc_url_raw( $given[ $name ], array( 'http', 'https' ) ) : sanitize_text_field( $given[ $name ] );
			'' === $value ? delete_post_meta( $post['ID'], $name ) : update_post_meta( $post['ID'], $name, $value );
		}
	}
	return $post;
}
