<?php
/**
 * Which pictures a text shows: every way in which HTML puts one before a reader.
 *
 * A picture that is not found here would be published without anybody having looked at it, so this finds rather too
 * many: an address in a style, the still of a video, what a script loads later, what only some screens get.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

/** Attributes in which plug-ins keep the address of a picture that is loaded late. */
const LATE = array( 'data-src', 'data-lazy-src', 'data-original', 'data-lazy', 'data-bg', 'data-background', 'data-background-image', 'data-image' );
/** The same for several sizes of a picture. */
const LATE_SETS = array( 'data-srcset', 'data-lazy-srcset' );
/** Names of files that stand where a picture is loaded late. */
const PLACEHOLDER = '/blank|placeholder|spacer|pixel|lazy|load(?:ing|er)|transparent|1x1|gr[ae]y|\.(?:gif|svg)$/i';
const A_TAG       = '/<([a-z][a-z0-9-]*)(?=[\s\/>])(?:"[^"]*"|\'[^\']*\'|[^\'">]++)*+>/i';
const AN_ADDRESS  = '/\burl\s*\(\s*(?:"([^"]*)"|\'([^\']*)\'|([^)"\']*))\s*\)/i';

/** A text without what no reader sees: comments, scripts, templates. */
function without_unseen( string $html ): string {
	return (string) ( preg_replace( '/<!--.*?-->|<(script|template)\b.*?<\/\1\s*>/is', '', $html ) ?? $html );
}

/**
 * The pictures of a text (`without_unseen`) in their order: `src`, `alt`, the attachment `id` that a class names or 0,
 * `at`: where its tag begins, and `plain`: true for an `<img>` that shows what its `src` names.
 *
 * @throws \RuntimeException Where PHP's expressions give up on it: nobody may take that for a text without pictures.
 */
function images_in( string $html ): array {
	$images = array();
	if ( false === preg_match_all( A_TAG, $html, $tags, PREG_SET_ORDER | PREG_OFFSET_CAPTURE ) ) {
		throw new \RuntimeException( esc_html__( 'the mark-up of this article cannot be read', 'provenance' ) );
	}
	foreach ( $tags as list( $tag, list( $name ) ) ) {
		$name  = strtolower( $name );
		$found = attributes_of( $tag[0] );
		if ( 'style' === $name ) {
			$end                = stripos( $html, '</style', $tag[1] );
			$found['style text'] = substr( $html, $tag[1] + strlen( $tag[0] ), false === $end ? null : $end - $tag[1] - strlen( $tag[0] ) );
		}
		foreach ( is_no_picture( $name, $found ) ? array() : addresses_in( $name, $found ) as $src => $plain ) {
			$images[] = array(
				'src'   => (string) $src,
				'alt'   => $found['alt'] ?? $found['aria-label'] ?? '',
				'id'    => preg_match( '/\bwp-image-(\d+)\b/', $found['class'] ?? '', $match ) ? (int) $match[1] : 0,
				'at'    => $tag[1],
				'plain' => $plain,
			);
		}
	}
	// The same picture for other screens, or once more behind a headline, is no second one.
	$known = array();
	foreach ( $images as $image ) {
		if ( $image['plain'] ) {
			$known[ stem_of( $image['src'] ) ] = true;
		}
	}
	$kept = array();
	foreach ( $images as $image ) {
		if ( $image['plain'] || ! isset( $known[ stem_of( $image['src'] ) ] ) ) {
			$known[ stem_of( $image['src'] ) ] = true;
			$kept[]                            = $image;
		}
	}
	return $kept;
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

/** True for what is drawn as letters or only counts readers: a smiley, a pixel of an office for copyrights. */
function is_no_picture( string $name, array $found ): bool {
	if ( 'img' !== $name ) {
		return false;
	}
	$tiny  = (int) ( $found['width'] ?? 9 ) < 3 && (int) ( $found['height'] ?? 9 ) < 3;
	$small = preg_match( '/^(?:emoji|wp-smiley)$/', trim( $found['class'] ?? '' ) ) && preg_match( '#^https://s\.w\.org/|/wp-includes/images/smilies/#', $found['src'] ?? '' );
	return $small || $tiny && ! isset( $found['class'] ) && ! isset( $found['style'] );
}

/** Address → whether it is plain, of the pictures that one tag shows; never `data:` and the like. */
function addresses_in( string $name, array $found ): array {
	$plain = '';
	$other = array();
	if ( 'img' === $name || 'amp-img' === $name ) {
		list( $plain, $other ) = sources_of( $found );
	} elseif ( 'source' === $name ) {
		$other = sizes_in( $found, 'srcset', ...LATE_SETS );
	} elseif ( 'image' === $name || 'feimage' === $name ) {
		$other = array( $found['href'] ?? $found['xlink:href'] ?? '' );
	} elseif ( 'object' === $name || 'embed' === $name ) {
		$file  = $found['data'] ?? $found['src'] ?? '';
		$other = preg_match( '/^image\//i', $found['type'] ?? '' ) || names_a_picture( $file ) ? array( $file ) : array();
	} elseif ( 'input' === $name ) {
		$other = 'image' === strtolower( $found['type'] ?? '' ) ? array( $found['src'] ?? '' ) : array();
	} else {
		foreach ( LATE as $attribute ) {
			$other[] = names_a_picture( $found[ $attribute ] ?? '' ) ? $found[ $attribute ] : '';
		}
	}
	$other[] = $found['poster'] ?? $found['data-poster'] ?? '';
	$other[] = $found['background'] ?? '';
	foreach ( array( 'style', 'style text', ...LATE ) as $attribute ) {
		preg_match_all( AN_ADDRESS, $found[ $attribute ] ?? '', $rows, PREG_SET_ORDER );
		foreach ( $rows as $row ) {
			$address = end( $row );
			$other[] = preg_match( '/\.(?:woff2?|ttf|otf|eot|css)(?:[?#]|$)/i', $address ) ? '' : $address;
		}
	}
	$addresses = array();
	foreach ( array( $plain, ...$other ) as $at => $address ) {
		$address = trim( $address );
		if ( '' !== $address && '#' !== $address[0] && ! preg_match( '/^(?!https?:)[a-z][a-z0-9+.-]*:/i', $address ) ) {
			$addresses += array( $address => 0 === $at );
		}
	}
	return $addresses;
}

/** (the address that an `<img>` shows, the others that some readers get instead). */
function sources_of( array $found ): array {
	$late  = array_values( array_filter( array_map( static fn( string $name ): string => trim( $found[ $name ] ?? '' ), LATE ) ) );
	$sets  = sizes_in( $found, 'srcset', ...LATE_SETS );
	$src   = trim( $found['src'] ?? '' );
	$other = array_merge( $late, $sets );
	if ( '' === $src || $other && ( 0 === stripos( $src, 'data:' ) || preg_match( PLACEHOLDER, wp_basename( (string) strtok( $src, '?#' ) ) ) ) ) {
		return array( $late[0] ?? $sets[0] ?? $src, array_slice( $other, 1 ) );
	}
	return array( $src, $other );
}

/** The addresses of a picture's sizes, the largest first. */
function sizes_in( array $found, string ...$attributes ): array {
	$sizes = array();
	foreach ( $attributes as $attribute ) {
		preg_match_all( '/(?:^|,)\s*([^\s,][^\s]*[^\s,])(?:\s+([\d.]+)[wx])?\s*(?=,|$)/', $found[ $attribute ] ?? '', $rows, PREG_SET_ORDER );
		foreach ( $rows as $row ) {
			$sizes += array( $row[1] => (float) ( $row[2] ?? 1 ) );
		}
	}
	arsort( $sizes );
	return array_map( 'strval', array_keys( $sizes ) );
}

function names_a_picture( string $address ): bool {
	return (bool) preg_match( '/\.(?:jpe?g|png|webp|gif|avif|heic|tiff?|svg|bmp)(?:[?#]|$)/i', $address );
}

/** What a picture's sizes and formats have in common: the last folders and the name, without size and ending. */
function stem_of( string $address ): string {
	$path  = rawurldecode( (string) preg_replace( '/[?#].*$/s', '', $address ) );
	$parts = array_slice( explode( '/', $path ), -3 );
	$name  = (string) preg_replace( '/(?:\.(?:jpe?g|png|webp|gif|avif|heic|tiff?|svg|bmp))+$/i', '', (string) array_pop( $parts ) );
	$name  = (string) preg_replace( '/(?:-\d+x\d+|-scaled|-rotated|@\dx)+$/i', '', $name );
	return strtolower( implode( '/', array( ...$parts, $name ) ) );
}

/** The text with the address of each late picture where its placeholder stands, so that its caption is read with it. */
function with_late_pictures( string $html ): string {
	$changed = preg_replace_callback(
		'/<img(?=[\s\/])(?:"[^"]*"|\'[^\']*\'|[^\'">]++)*+>/i',
		static function ( array $tag ): string {
			$found         = attributes_of( $tag[0] );
			list( $shown ) = sources_of( $found );
			if ( '' === $shown || trim( $found['src'] ?? '' ) === $shown ) {
				return $tag[0];
			}
			$rest = array_diff_key( $found, array_flip( array( 'src', 'srcset', ...LATE, ...LATE_SETS ) ) );
			$made = '<img src="' . esc_attr( $shown ) . '"';
			foreach ( $rest as $name => $value ) {
				$made .= " $name=\"" . esc_attr( $value ) . '"';
			}
			return "$made>";
		},
		$html
	);
	return $changed ?? $html;
}

/** Where the caption around a tag begins and ends (`<figcaption>`, without its tags); null where there is none. */
function caption_around( string $html, int $at ): ?array {
	$opened = strripos( substr( $html, 0, $at ), '<figure' );
	$closed = strripos( substr( $html, 0, $at ), '</figure' );
	$end    = stripos( $html, '</figure', $at );
	$begins = stripos( $html, '<figcaption', false === $opened ? 0 : $opened );
	if ( false === $opened || false !== $closed && $closed > $opened || false === $end || false === $begins || $begins > $end ) {
		return null;
	}
	$begins = strpos( $html, '>', $begins );
	$ends   = false === $begins ? false : stripos( $html, '</figcaption', $begins );
	return false === $ends || $ends > $end ? null : array( $begins + 1, $ends );
}
