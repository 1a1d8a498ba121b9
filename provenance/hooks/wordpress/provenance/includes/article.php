<?php
/**
 * From a post to the payload that the service reads.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

/** Fields in which plug-ins for credits keep an attachment's credit. WordPress has none of its own. */
const CREDITS = array( '_media_credit', 'isc_image_source', 'media_credit', 'photo_credit', 'credit', 'photographer' );

/** Blocks that show other articles, or ask other sites: their pictures are not this article's. */
const FOREIGN_BLOCKS = array( 'core/latest-posts', 'core/query', 'core/rss', 'core/latest-comments', 'core/calendar', 'core/archives', 'core/navigation', 'core/page-list' );

/** True for the kinds of posts that are articles: readers see them, and somebody writes them. */
function is_article( string $type ): bool {
	return 'attachment' !== $type && is_post_type_viewable( $type ) && post_type_supports( $type, 'editor' );
}

/**
 * The payload for one version of a post; its list of `images` is empty where it shows none.
 *
 * A picture in the text has the caption that is printed under it there. The featured picture has those of the library,
 * because there is no other.
 *
 * @param object $post     A post, saved or about to be.
 * @param int    $featured The featured picture's attachment, or 0.
 */
function article_of( object $post, int $featured ): array {
	wp_raise_memory_limit( 'image' );
	$body   = rendered( $post );
	$images = array();
	if ( $featured && wp_attachment_is_image( $featured ) ) {
		$address  = (string) wp_get_attachment_url( $featured );
		$images[] = array_merge( library_entry( $address, $featured ), array( 'caption' => (string) wp_get_attachment_caption( $featured ) ) );
	}
	foreach ( images_in( $body ) as $image ) {
		$address  = \WP_Http::make_absolute_url( $image['src'], home_url( '/' ) );
		$images[] = array_merge( library_entry( $address, attachment_at( $address, $image['id'] ) ), array( 'alt' => $image['alt'] ) );
	}
	$left = MOST_OF_ALL;
	foreach ( $images as $at => $image ) {
		$bytes = picture_bytes( $image['url'], $image['attachment'], $left );
		if ( null !== $bytes ) {
			$left                  -= strlen( $bytes );
			$images[ $at ]['data'] = base64_encode( $bytes ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- JSON holds no bytes.
		}
		unset( $images[ $at ]['attachment'] );
	}
	$address = empty( $post->ID ) ? home_url( '/' ) : (string) get_permalink( $post->ID );
	$article = array(
		'url'       => $address,
		'headline'  => wp_strip_all_tags( (string) $post->post_title ),
		'lead'      => wp_strip_all_tags( (string) $post->post_excerpt ),
		'published' => published( $post ),
		'language'  => str_replace( '_', '-', get_locale() ),
		'body'      => $body,
		'images'    => $images,
	);
	/**
	 * The payload, for a newsroom that keeps captions or credits in places of its own.
	 *
	 * @param array  $article See the documentation of provenance's own payload.
	 * @param object $post    The post.
	 */
	return (array) apply_filters( 'provenance_article', $article, $post );
}

/** A picture as the library knows it, without its bytes. */
function library_entry( string $address, int $attachment ): array {
	$entry = array(
		'url'        => $address,
		'attachment' => $attachment,
	);
	if ( $attachment ) {
		$entry['alt'] = (string) get_post_meta( $attachment, '_wp_attachment_image_alt', true );
		foreach ( CREDITS as $field ) {
			$credit = get_post_meta( $attachment, $field, true );
			if ( is_string( $credit ) && '' !== trim( $credit ) ) {
				$entry['credit'] = $credit;
				break;
			}
		}
	}
	return $entry;
}

/**
 * The HTML that readers will see: blocks and shortcodes carried out, but no request sent to anybody.
 *
 * @param object $post A post, saved or about to be.
 */
function rendered( object $post ): string {
	$content = (string) $post->post_content;
	$others  = $GLOBALS['post'] ?? null;
	// A gallery without numbers shows the pictures attached to the global post.
	$GLOBALS['post'] = $post instanceof \WP_Post ? $post : new \WP_Post( $post ); // phpcs:ignore WordPress.WP.GlobalVariablesOverride
	add_filter( 'pre_render_block', __NAMESPACE__ . '\\leave_out', 10, 2 );
	ob_start();
	try {
		$html = has_blocks( $content ) ? do_blocks( $content ) : wpautop( $content );
		$html = do_shortcode( shortcode_unautop( $html ) );
	} catch ( \Throwable $trouble ) {
		// Another plug-in's block or shortcode failed outside of a page: what the writer wrote is still checked.
		$html = $content;
	} finally {
		ob_end_clean();
		remove_filter( 'pre_render_block', __NAMESPACE__ . '\\leave_out', 10 );
		$GLOBALS['post'] = $others; // phpcs:ignore WordPress.WP.GlobalVariablesOverride
	}
	return $html;
}

/**
 * An empty text for a block that is not part of the article.
 *
 * @param string|null $html  What another filter has made of it.
 * @param array       $block The parsed block.
 */
function leave_out( $html, $block ) {
	return in_array( $block['blockName'] ?? '', FOREIGN_BLOCKS, true ) ? '' : $html;
}

/** The pictures of a text in their order: `src`, `alt`, and the attachment `id` that a class names, or 0. */
function images_in( string $html ): array {
	preg_match_all( '/<img\s(?:"[^"]*"|\'[^\']*\'|[^\'">])*>/i', $html, $tags );
	$images = array();
	foreach ( $tags[0] as $tag ) {
		$found = attributes_of( $tag );
		$src   = trim( $found['src'] ?? '' );
		if ( '' !== $src && ! preg_match( '/^(?!https?:)[a-z][a-z0-9+.-]*:/i', $src ) ) { // Never data: and the like.
			$images[] = array(
				'src' => $src,
				'alt' => $found['alt'] ?? '',
				'id'  => preg_match( '/\bwp-image-(\d+)\b/', $found['class'] ?? '', $match ) ? (int) $match[1] : 0,
			);
		}
	}
	return $images;
}

/** Name → value of a tag's attributes; of two of one name the first counts, as in a browser. */
function attributes_of( string $tag ): array {
	preg_match_all( '/([^\s"\'<>\/=]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\'|([^\s"\'=<>`]+))/', $tag, $rows, PREG_SET_ORDER );
	$found = array();
	foreach ( $rows as $row ) {
		$found += array( strtolower( $row[1] ) => html_entity_decode( end( $row ), ENT_QUOTES | ENT_HTML5, 'UTF-8' ) );
	}
	return $found;
}

/** True where there is a picture to check, also one that only the service's reader finds (a background, say). */
function shows_pictures( array $article ): bool {
	return ! empty( $article['images'] ) || preg_match( '/<(?:img|amp-img|image|picture)\b|\burl\s*\(/i', (string) ( $article['body'] ?? '' ) );
}

/** When the article is, or will be, published (ISO 8601, UTC): "Tuesday" in a caption is counted from it. */
function published( object $post ): string {
	$kept = in_array( $post->post_status ?? '', array( 'publish', 'future' ), true ) ? (string) ( $post->post_date_gmt ?? '' ) : '';
	$time = $kept && '0000-00-00 00:00:00' !== $kept ? strtotime( "$kept UTC" ) : time();
	return gmdate( 'Y-m-d\TH:i:s\Z', $time );
}
