<?php
/**
 * Results: asked for once for each content, and kept with the post.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

const RESULT = '_provenance_result';

add_action( 'wp_after_insert_post', __NAMESPACE__ . '\\on_saved', 20, 2 );

/** The latest result of a post, whatever content it is about; empty where there is none. */
function stored_result( int $post_id ): array {
	$kept = $post_id ? get_post_meta( $post_id, RESULT, true ) : null;
	return is_array( $kept ) ? $kept : array();
}

/**
 * The result for one version of a post; null for one without pictures.
 *
 * A whole check serves a day, for the sources change. One that failed, or that had trouble which passes, is tried again
 * with the next request.
 *
 * @param object $post     A post, saved or about to be.
 * @param int    $featured The featured picture's attachment, or 0.
 * @param string $mode     `fast` or `full`; a whole check serves as a fast one.
 */
function result_for( object $post, int $featured, string $mode ): ?array {
	static $of_this_request = array();
	try {
		$article = article_of( $post, $featured );
	} catch ( \RuntimeException $trouble ) {
		return not_checked( $trouble->getMessage() );
	}
	if ( ! shows_pictures( $article ) ) {
		return null;
	}
	$post_id   = (int) ( $post->ID ?? 0 );
	$overrides = overrides_of( $post_id );
	$key       = key_of( $article, $overrides );
	if ( isset( $of_this_request[ $key ][ $mode ] ) ) {
		$result = $of_this_request[ $key ][ $mode ];
	} elseif ( serves( stored_result( $post_id ), $key, $mode ) ) {
		$result = stored_result( $post_id );
	} else {
		$result = 'full' === $mode ? result_of_job( $post_id, $key, $article ) : null;
		$result = finished( $result ?? ask( $article, overrides_for_service( $overrides ), $mode ), $article, $overrides, $featured, $mode );
	}
	$of_this_request[ $key ][ $mode ] = $result;
	keep_result( $post_id, $result );
	return $result;
}

function keep_result( int $post_id, array $result ): void {
	if ( $post_id && stored_result( $post_id ) !== $result ) {
		update_post_meta( $post_id, RESULT, wp_slash( $result ) );
	}
}

/** True where a kept result is about this very content, and still holds. */
function serves( array $known, string $key, string $mode ): bool {
	return ! had_trouble( $known ) && ( $known['key'] ?? '' ) === $key && in_array( $known['mode'] ?? '', array( $mode, 'full' ), true ) && $known['checked'] > time() - DAY_IN_SECONDS;
}

/** The service's result as it is kept: without what an override covers but was not given for. */
function finished( array $result, array $article, array $overrides, int $featured, string $mode ): array {
	$fit = overrides_that_fit( $overrides, $result );
	if ( count( $fit ) < count( $overrides ) ) {
		$result = ask( $article, overrides_for_service( $fit ), $mode );
	}
	foreach ( $result['images'] ?? array() as $at => $image ) {
		$result['images'][ $at ]['featured'] = $featured && esc_url_raw( (string) wp_get_attachment_url( $featured ) ) === $image['url'];
	}
	$result['key']     = key_of( $article, $overrides );
	$result['checked'] = time();
	return $result;
}

/** True where a picture was not checked for a reason that may be gone in a minute. */
function had_trouble( array $result ): bool {
	foreach ( $result['images'] ?? array() as $image ) {
		if ( array_intersect( array( 'network', 'rate-limited', 'over-budget', 'failed' ), array_column( $image['not_checked'], 'reason' ) ) ) {
			return true;
		}
	}
	return false;
}

/** What WordPress numbers through a request: `id="gallery-2"`, `class="wp-container-5"`, `#gallery-2`. */
const COUNTED = '/(?<=["\'\s#])(gallery|audio|video|playlist|wp-container(?:-[a-z-]+)?|wp-elements|wp-duotone)(?:-\d+)+(?=["\'\s{.,>:])/';

/** SHA-256 over everything that a check depends on. Of the time of publication only the day counts; a draft's address
 * is another than the published article's; and what is counted differs from request to request. */
function key_of( array $article, array $overrides ): string {
	unset( $article['url'] );
	$article['body'] = preg_replace( COUNTED, '$1', (string) ( $article['body'] ?? '' ) ) ?? $article['body'];
	$article['published'] = substr( (string) ( $article['published'] ?? '' ), 0, 10 );
	foreach ( objects( $article['images'] ?? array() ) as $at => $image ) {
		$article['images'][ $at ]['data'] = isset( $image['data'] ) ? hash( 'sha256', $image['data'] ) : null;
	}
	return hash( 'sha256', (string) wp_json_encode( array( $article, $overrides, language() ) ) );
}

/** The featured picture that a saved post has. */
function featured_of( int $post_id ): int {
	return $post_id ? (int) get_post_thumbnail_id( $post_id ) : 0;
}

/** What is known of a saved post as it is; null where it shows no picture, or was never checked like this. */
function known_of( \WP_Post $post ): ?array {
	$kept = stored_result( $post->ID );
	if ( ! $kept ) {
		return null;
	}
	try {
		$article = article_of( $post, featured_of( $post->ID ) );
	} catch ( \RuntimeException $trouble ) {
		return not_checked( $trouble->getMessage() );
	}
	return shows_pictures( $article ) && ( $kept['key'] ?? '' ) === key_of( $article, overrides_of( $post->ID ) ) ? $kept : null;
}

/**
 * Check what was saved: at once what needs no network, the rest in the background, so that publishing need not wait.
 * What is live was checked at the door: it is only written down how that ended.
 *
 * @param int      $post_id The post.
 * @param \WP_Post $post    The post.
 */
function on_saved( $post_id, $post ): void {
	if ( ! is_article( $post->post_type ) || '' === address() ) {
		return;
	}
	if ( 'publish' === $post->post_status ) {
		note( $post, known_of( $post ) );
	} elseif ( in_array( $post->post_status, array( 'draft', 'pending', 'future' ), true ) ) {
		$result = result_for( $post, featured_of( $post_id ), 'fast' );
		note( $post, $result );
		if ( $result && 'full' !== ( $result['mode'] ?? '' ) ) {
			want_check( (int) $post_id, (string) ( $result['key'] ?? '' ) );
		}
	}
}

/** A post as the database has it: a check takes long enough for somebody to have changed or published it. */
function as_it_is_now( int $post_id ): ?\WP_Post {
	clean_post_cache( $post_id );
	return get_post( $post_id );
}
