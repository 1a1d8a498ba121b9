<?php
/**
 * The files behind an article's pictures. Their bytes are sent along: a site behind a firewall, or on this very
 * machine, does not answer to the service, and a draft's pictures need not be public.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

/** Bytes of one picture, and of all pictures of one article, that are sent: as base64 they fit the service's 20 MB. */
const MOST_OF_ONE = 4000000;
const MOST_OF_ALL = 14000000;

/**
 * The attachment whose file or size stands at this address; 0 where there is none.
 *
 * @param string $address The picture's address, absolute.
 * @param int    $named   The attachment that the mark-up names. It is believed only where the address is one of its files.
 */
function attachment_at( string $address, int $named ): int {
	if ( $named && in_array( wp_basename( $address ), files_named( $named ), true ) && 'attachment' === get_post_type( $named ) ) {
		return $named;
	}
	$full = preg_replace( '/-\d+x\d+(?=\.[a-z0-9]+$)/i', '', $address );
	return attachment_url_to_postid( $address ) ?: attachment_url_to_postid( $full );
}

/** The names of an attachment's files. */
function files_named( int $attachment ): array {
	$data = wp_get_attachment_metadata( $attachment );
	$names = array( wp_basename( (string) get_post_meta( $attachment, '_wp_attached_file', true ) ) );
	foreach ( is_array( $data ) ? (array) ( $data['sizes'] ?? array() ) : array() as $size ) {
		$names[] = (string) ( $size['file'] ?? '' );
	}
	return array_filter( $names );
}

/**
 * The bytes of a picture: the attachment's whole file where it fits, else one of its sizes, else what stands at the
 * address itself; null where nothing fits or the picture is not in the uploads.
 *
 * @param string $address    The picture's address, absolute.
 * @param int    $attachment Its attachment, or 0.
 * @param int    $most       Bytes at most.
 */
function picture_bytes( string $address, int $attachment, int $most ): ?string {
	$shown = upload_at( $address );
	$paths = array( $shown );
	if ( $attachment && ! is_cropped_size( $attachment, wp_basename( $address ) ) ) {
		$whole  = (string) get_attached_file( $attachment );
		$folder = dirname( $whole );
		$sizes  = (array) ( wp_get_attachment_metadata( $attachment )['sizes'] ?? array() );
		$paths  = array( $whole, $shown );
		foreach ( array( '2048x2048', '1536x1536', 'large', 'medium_large' ) as $size ) {
			$paths[] = isset( $sizes[ $size ]['file'] ) ? "$folder/" . wp_basename( $sizes[ $size ]['file'] ) : null;
		}
	}
	foreach ( array_filter( $paths ) as $path ) {
		$path = inside_uploads( $path );
		if ( $path && filesize( $path ) <= min( $most, MOST_OF_ONE ) && wp_getimagesize( $path ) ) {
			$bytes = file_get_contents( $path ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- a local file.
			return false === $bytes ? null : $bytes;
		}
	}
	return null;
}

/** True where the file is a size of another shape than the whole: then only the file itself is what readers see. */
function is_cropped_size( int $attachment, string $name ): bool {
	$data = wp_get_attachment_metadata( $attachment );
	foreach ( is_array( $data ) ? (array) ( $data['sizes'] ?? array() ) : array() as $size ) {
		if ( ( $size['file'] ?? '' ) === $name ) {
			return ! wp_image_matches_ratio( (int) $data['width'], (int) $data['height'], (int) $size['width'], (int) $size['height'] );
		}
	}
	return false;
}

/** The path of the upload at this address, or null. */
function upload_at( string $address ): ?string {
	$uploads = wp_get_upload_dir();
	$bare    = static fn( string $url ): string => (string) preg_replace( '/^https?:/i', '', strtok( $url, '?#' ) ?: '' );
	$base    = $bare( $uploads['baseurl'] ) . '/';
	$address = $bare( $address );
	return str_starts_with( $address, $base ) ? $uploads['basedir'] . '/' . rawurldecode( substr( $address, strlen( $base ) ) ) : null;
}

/** The real path of a file of the uploads; null for any other. */
function inside_uploads( string $path ): ?string {
	$real = realpath( $path );
	$root = realpath( wp_get_upload_dir()['basedir'] );
	return $real && $root && str_starts_with( $real, $root . DIRECTORY_SEPARATOR ) && is_file( $real ) ? $real : null;
}
