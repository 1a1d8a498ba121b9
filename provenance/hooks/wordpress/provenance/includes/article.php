<?php
/**
 * From a post to the payload that the service reads.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

/** Blocks that show other articles, or ask other sites: their pictures are not this article's. */
const FOREIGN_BLOCKS = array( 'core/latest-posts', 'core/query', 'core/rss', 'core/latest-comments', 'core/calendar', 'core/archives', 'core/navigation', 'core/page-list' );

/** True for the kinds of posts that are articles: readers see them, and somebody writes them. */
function is_article( string $type ): bool {
	return 'attachment' !== $type && is_post_type_viewable( $type ) && post_type_supports( $type, 'editor' );
}

/**
 * The payload for one version of a post; its list of `images` is empty where it shows none.
 *
 * A picture in the text has the caption that is printed under it there. The featured picture, and one that lies behind
 * a headline, have those of the library, because there is no other: they are sent as figures before the text, so that
 * the links in them count.
 *
 * @param object $post     A post, saved or about to be.
 * @param int    $featured The featured picture's attachment, or 0.
 */
function article_of( object $post, int $featured ): array {
	wp_raise_memory_limit( 'image' );
	list( $body, $figures, $images ) = pictures_of_text( with_late_pictures( without_unseen( rendered( $post ) ) ) );
	if ( $featured && wp_attachment_is_image( $featured ) ) {
		$address = (string) wp_get_attachment_url( $featured );
		$figures = figure_of( $address, $featured ) . $figures;
		array_unshift( $images, entry( $address, (string) get_post_meta( $featured, '_wp_attachment_image_alt', true ), $featured ) );
	}
	$images = with_bytes( $images );
	$address = empty( $post->ID ) ? home_url( '/' ) : (string) get_permalink( $post->ID );
	$article = array(
		'url'       => $address,
		'headline'  => wp_strip_all_tags( (string) $post->post_title ),
		'lead'      => wp_strip_all_tags( (string) $post->post_excerpt ),
		'published' => published( $post ),
		'language'  => str_replace( '_', '-', get_locale() ),
		'body'      => $figures . $body,
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

/** A picture on its way into the payload: `attachment` is only for us. */
function entry( string $address, string $alt, int $attachment ): array {
	return array(
		'url'        => $address,
		'alt'        => $alt,
		'attachment' => $attachment,
	);
}

/**
 * (the text with the library's credits in its captions, figures for pictures that have no caption there, the pictures).
 *
 * @param string $body HTML as readers will see it.
 */
function pictures_of_text( string $body ): array {
	$figures = '';
	$images  = array();
	foreach ( array_reverse( images_in( $body ) ) as $image ) { // From the end: what is put in moves nothing before it.
		$address    = \WP_Http::make_absolute_url( $image['src'], home_url( '/' ) );
		$attachment = attachment_at( $address, $image['id'] );
		$entry      = entry( $address, $image['alt'], $attachment );
		$credit     = $attachment ? credit_of( $attachment ) : '';
		$where      = caption_around( $body, $image['at'] );
		$caption    = $where ? substr( $body, $where[0], $where[1] - $where[0] ) : '';
		$credit     = '' !== $credit && false !== strpos( words_of( $caption ), words_of( $credit ) ) ? '' : $credit;
		if ( $where && $image['plain'] ) {
			$body = '' === $credit ? $body : substr_replace( $body, " $credit", $where[1], 0 );
		} elseif ( $where ) {
			$figures = figure_with( $address, "$caption $credit" ) . $figures;
		} elseif ( ! $image['plain'] || preg_match( '/^<[^>]*\bwp-block-cover__image-background\b/', substr( $body, $image['at'], 2000 ) ) ) {
			$figures = figure_of( $address, $attachment ) . $figures;
		} elseif ( '' !== $credit ) {
			$entry['credit'] = words_of( $credit );
		}
		$images[] = $entry;
	}
	return array( $body, $figures, array_reverse( $images ) );
}

/** The pictures with their files' bytes, as far as they fit. */
function with_bytes( array $images ): array {
	$left = MOST_OF_ALL;
	foreach ( $images as $at => $image ) {
		$bytes = picture_bytes( $image['url'], $image['attachment'], $left );
		if ( null !== $bytes ) {
			$left                  -= strlen( $bytes );
			$images[ $at ]['data'] = base64_encode( $bytes ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- JSON holds no bytes.
		}
		unset( $images[ $at ]['attachment'] );
	}
	return $images;
}

/** A picture with the caption and the credit of the library; empty where the library has neither. */
function figure_of( string $address, int $attachment ): string {
	$said = $attachment ? trim( wp_kses_post( (string) wp_get_attachment_caption( $attachment ) ) . ' ' . credit_of( $attachment ) ) : '';
	return '' === $said ? '' : figure_with( $address, $said );
}

function figure_with( string $address, string $caption ): string {
	return sprintf( '<figure><img src="%s" alt=""><figcaption>%s</figcaption></figure>', esc_attr( $address ), $caption );
}

/** The words of some HTML. */
function words_of( string $html ): string {
	return trim( (string) preg_replace( '/\s+/u', ' ', html_entity_decode( wp_strip_all_tags( $html ), ENT_QUOTES | ENT_HTML5, 'UTF-8' ) ) );
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

/** True where there is a picture to check, also one that only the service can read: its bytes stand in the text. */
function shows_pictures( array $article ): bool {
	return ! empty( $article['images'] ) || preg_match( '/<img\b[^>]{0,200}?\bsrc\s*=\s*["\']?data:image\/(?!svg|gif)/i', (string) ( $article['body'] ?? '' ) );
}

/** When the article is, or will be, published (ISO 8601, UTC): "Tuesday" in a caption is counted from it. */
function published( object $post ): string {
	$kept = in_array( $post->post_status ?? '', array( 'publish', 'future' ), true ) ? (string) ( $post->post_date_gmt ?? '' ) : '';
	$time = $kept && '0000-00-00 00:00:00' !== $kept ? strtotime( "$kept UTC" ) : time();
	return gmdate( 'Y-m-d\TH:i:s\Z', $time );
}
