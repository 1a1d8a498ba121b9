<?php
/**
 * What changes the pictures of live articles without these being saved: a synced pattern, a file or a caption of the
 * library. Each article that shows it is checked again, and whoever may edit it is told what is found.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

/** Articles that one change has checked again at most; more use a pattern that is no part of an article's story. */
const MOST_ARTICLES = 500;
/** Patterns in patterns that are followed. */
const DEPTH = 3;
/** Fields of an attachment on which a check depends. */
const SEEN_FIELDS = array( '_wp_attached_file', '_wp_attachment_metadata', '_wp_attachment_image_alt', 'isc_image_source_own' );

const CHANGED = 'provenance_changed';

add_action( CHANGED, __NAMESPACE__ . '\\check_articles_with', 10, 2 );
add_action( 'post_updated', __NAMESPACE__ . '\\after_change', 10, 3 );
add_action( 'attachment_updated', __NAMESPACE__ . '\\after_change', 10, 3 ); // The other is not for attachments.
foreach ( array( 'added_post_meta', 'updated_post_meta', 'deleted_post_meta' ) as $change ) {
	add_action( $change, __NAMESPACE__ . '\\after_field', 10, 3 );
}

/**
 * A pattern or an attachment was changed.
 *
 * @param int      $post_id The post.
 * @param \WP_Post $after   As it is now.
 * @param \WP_Post $before  As it was.
 */
function after_change( $post_id, $after, $before ): void {
	$pattern = 'wp_block' === $after->post_type && $after->post_content !== $before->post_content;
	$picture = 'attachment' === $after->post_type && $after->post_excerpt !== $before->post_excerpt;
	if ( $pattern || $picture ) {
		look_later( (int) $post_id, $picture );
	}
}

/**
 * A field was changed; of an attachment, some decide what readers see.
 *
 * @param int|int[] $meta_id The field's row.
 * @param int       $post_id The post.
 * @param string    $key     The field.
 */
function after_field( $meta_id, $post_id, $key ): void {
	$fields = array_merge( SEEN_FIELDS, CREDITS, ORGANISATIONS, SOURCES, LICENCES );
	$new    = 'added_post_meta' === current_action() && in_array( $key, array( '_wp_attached_file', '_wp_attachment_metadata' ), true ); // A new upload: no article has it.
	if ( ! $new && in_array( $key, $fields, true ) && 'attachment' === get_post_type( $post_id ) ) {
		look_later( (int) $post_id, ! in_array( $key, SEEN_FIELDS, true ) );
	}
}

/** To find the articles takes a while on a large site: nobody waits for it. */
function look_later( int $changed, bool $typed ): void {
	if ( '' !== address() ) {
		wp_schedule_single_event( time(), CHANGED, array( $changed, $typed ) );
	}
}

/**
 * Check again the live articles that show this; what has not changed costs no question to the service.
 *
 * @param int  $changed A pattern or an attachment.
 * @param bool $typed   True where what the library says of a picture has changed.
 */
function check_articles_with( $changed, $typed = false ): void {
	$pattern = 'wp_block' === get_post_type( $changed );
	foreach ( $pattern ? articles_with_pattern( (int) $changed, DEPTH ) : articles_with_picture( (int) $changed ) as $post_id ) {
		wait( $post_id, false, true );
	}
	if ( $typed ) {
		note_anew( (int) $changed );
	}
}

/** The live articles that show a pattern, also inside of another one. */
function articles_with_pattern( int $pattern, int $depth ): array {
	$found = array();
	foreach ( posts_with( '<!-- wp:block {"ref":' . $pattern ) as $row ) {
		if ( ! preg_match( '/<!-- wp:block \{"ref":' . $pattern . '\b/', $row->post_content ) ) {
			continue; // Another number that begins with these digits.
		}
		if ( 'wp_block' !== $row->post_type ) {
			$found[] = (int) $row->ID;
		} elseif ( $depth ) {
			array_push( $found, ...articles_with_pattern( (int) $row->ID, $depth - 1 ) );
		}
	}
	return array_values( array_unique( $found ) );
}

/** The live articles that show an attachment: as their featured picture, in their text, or in a pattern. */
function articles_with_picture( int $attachment ): array {
	global $wpdb;
	$found = array_map( 'intval', $wpdb->get_col( $wpdb->prepare( "SELECT post_id FROM $wpdb->postmeta JOIN $wpdb->posts ON ID = post_id WHERE meta_key = '_thumbnail_id' AND meta_value = %s AND post_status = 'publish' LIMIT %d", (string) $attachment, MOST_ARTICLES ) ) ); // phpcs:ignore WordPress.DB.DirectDatabaseQuery -- no function finds this.
	$names = array_map( static fn( string $name ): string => '/' . stem_of( $name ), files_named( $attachment ) );
	foreach ( array_unique( array_filter( array( "wp-image-$attachment", ...$names ) ) ) as $name ) {
		foreach ( posts_with( $name ) as $row ) {
			if ( 'wp_block' === $row->post_type ) {
				array_push( $found, ...articles_with_pattern( (int) $row->ID, DEPTH ) );
			} else {
				$found[] = (int) $row->ID;
			}
		}
	}
	return array_slice( array_values( array_unique( $found ) ), 0, MOST_ARTICLES );
}

/** Live articles and patterns whose text holds this. */
function posts_with( string $text ): array {
	global $wpdb;
	$types = array_filter( get_post_types(), __NAMESPACE__ . '\\is_article' );
	$marks = implode( ', ', array_fill( 0, count( $types ) + 1, '%s' ) );
	// phpcs:ignore WordPress.DB -- the marks are made here, and no function finds a text in all kinds of posts.
	return $wpdb->get_results( $wpdb->prepare( "SELECT ID, post_type, post_content FROM $wpdb->posts WHERE post_status = 'publish' AND post_type IN ($marks) AND post_content LIKE %s LIMIT %d", 'wp_block', ...array_values( $types ), ...array( '%' . $wpdb->esc_like( $text ) . '%', MOST_ARTICLES ) ) );
}
