<?php
/**
 * The one place that asks the service.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

/**
 * Seconds to wait while somebody waits for us. What takes longer is published or held unchecked, and checked again in
 * the background: an editor never loses a minute.
 */
const PATIENCE = array(
	'fast' => 3,
	'full' => 25,
);
/** Seconds to wait in the background: the service's own budget for an article is 60, and it may have to wait its turn. */
const PATIENCE_IN_BACKGROUND = 125;
/** The same for who uploads a picture: the archive answers in a second or so. */
const PATIENCE_AT_UPLOAD = 8;
/** Seconds within which a service that works says so: without that, nobody waits for a whole check. */
const PATIENCE_FOR_HEALTH = 2;
/** Bytes of an answer that are read: a report on a hundred pictures stays far below. */
const MOST_OF_ANSWER = 8000000;

/**
 * Have an article checked.
 *
 * @param array  $article   The payload.
 * @param array  $overrides As the service reads them.
 * @param string $mode      `fast` or `full`.
 * @return array `state` is `done` (with `action`, `sentences` and `images`) or `not-checked` (with `detail`, for
 *               everybody, `technical`, for administrators, and `passes` where the article is not to blame).
 */
function ask( array $article, array $overrides, string $mode ): array {
	if ( '' === address() ) {
		return not_checked( __( 'no picture check service is set up', 'provenance' ) );
	}
	if ( ! wp_doing_cron() ) {
		$shut = trouble();
		if ( ( $shut['until'] ?? 0 ) > time() ) {
			return not_checked( no_answer(), $shut['why'] );
		}
		if ( 'full' === $mode ) {
			$well = connect( 'GET', '/health', PATIENCE_FOR_HEALTH );
			if ( is_wp_error( $well ) ) {
				return give_up( no_answer(), $well->get_error_message() );
			}
		}
	}
	$patience = wp_doing_cron() ? PATIENCE_IN_BACKGROUND : PATIENCE[ $mode ];
	$answer   = send( "/v1/check?mode=$mode", $article, $overrides, $patience );
	if ( is_wp_error( $answer ) ) {
		// One heavy article is no reason to leave the others unchecked.
		$alone = 'full' === $mode && ! is_wp_error( connect( 'GET', '/health', PATIENCE_FOR_HEALTH ) );
		return $alone ? not_checked( __( 'the check takes longer than usual', 'provenance' ), $answer->get_error_message() ) : give_up( no_answer(), $answer->get_error_message() );
	}
	return refused_answer( $answer ) ?? result_in( json_decode( wp_remote_retrieve_body( $answer ), true, 64 ), $article, $mode );
}

/**
 * Send an article.
 *
 * @param string $path      Where.
 * @param array  $article   The payload.
 * @param array  $overrides As the service reads them.
 * @param int    $patience  Seconds to wait.
 * @return array|\WP_Error
 */
function send( string $path, array $article, array $overrides, int $patience ) {
	$body   = array(
		'article'   => $article,
		'overrides' => $overrides,
		'language'  => language(),
	);
	$answer = connect( 'POST', $path, $patience, $body );
	if ( 413 === (int) wp_remote_retrieve_response_code( $answer ) ) {
		// A proxy on the way takes less than the service: the pictures' addresses may do.
		foreach ( array_keys( $body['article']['images'] ) as $at ) {
			unset( $body['article']['images'][ $at ]['data'] );
		}
		$answer = connect( 'POST', $path, $patience, $body );
	}
	return $answer;
}

/**
 * What the service's answer about an article comes to, as `ask` returns it.
 *
 * @param mixed  $said    The answer.
 * @param array  $article The payload that was sent.
 * @param string $mode    `fast` or `full`.
 */
function result_in( $said, array $article, string $mode ): array {
	$action = is_array( $said ) ? ( $said['decision']['action'] ?? null ) : null;
	if ( ! in_array( $action, array( 'allow', 'warn', 'block', 'pending' ), true ) || ! is_array( $said['report']['images'] ?? null ) ) {
		return give_up( wrong_address(), __( 'the answer is none of the picture check service', 'provenance' ), 0 );
	}
	works_again();
	$images  = array_map( __NAMESPACE__ . '\\picture_of', objects( $said['report']['images'] ) );
	$missing = unanswered( $article, $images );
	if ( $missing && 'block' !== $action && 'pending' !== $action ) {
		/* translators: %s: names of files. */
		return not_checked( sprintf( __( 'the picture check service says nothing about %s', 'provenance' ), implode( ', ', array_slice( $missing, 0, 5 ) ) ) );
	}
	return array(
		'state'     => 'done',
		'mode'      => $mode,
		'action'    => $action,
		'sentences' => array_values( array_map( __NAMESPACE__ . '\\text_of', (array) ( $said['decision']['sentences'] ?? array() ) ) ),
		'images'    => $images,
	);
}

/** The language of the site, in which its editors read what was found: `de-AT`. */
function language(): string {
	return str_replace( '_', '-', get_locale() );
}

/**
 * One call of the service.
 *
 * The address is the administrator's, and may well be a private one: wp_safe_remote_post would refuse it. No redirect
 * is followed, so that nobody else gets the token.
 *
 * @param string   $method   GET or POST.
 * @param string   $path     Where.
 * @param int      $patience Seconds to wait.
 * @param array    $body     What is sent, as JSON.
 * @param string[] $asked    Address and token; this site's where none are named.
 * @return array|\WP_Error
 */
function connect( string $method, string $path, int $patience, ?array $body = null, ?array $asked = null ) {
	list( $address, $token ) = $asked ?? connection();
	$headers                 = null === $body ? array() : array( 'Content-Type' => 'application/json' );
	if ( '' !== $token ) {
		$headers['Authorization'] = 'Bearer ' . $token;
	}
	return wp_remote_request(
		$address . $path,
		array(
			'method'              => $method,
			'timeout'             => $patience,
			'redirection'         => 0,
			'limit_response_size' => MOST_OF_ANSWER,
			'headers'             => $headers,
			'body'                => null === $body ? null : (string) wp_json_encode( $body ),
		)
	);
}

/**
 * The service's answer to a question of its own.
 *
 * @param string $path    Where.
 * @param array  $body    What is sent, as JSON.
 * @param int    $seconds How long it is waited for.
 * @return array|string The answer, or why there is none.
 */
function call_service( string $path, array $body, int $seconds ) {
	if ( '' === address() ) {
		return __( 'no picture check service is set up', 'provenance' );
	}
	if ( ( trouble()['until'] ?? 0 ) > time() ) {
		return no_answer();
	}
	$answer = connect( 'POST', $path, $seconds, $body );
	if ( is_wp_error( $answer ) ) {
		return no_answer();
	}
	$refused = refused_answer( $answer );
	if ( $refused ) {
		return $refused['detail'];
	}
	$said = json_decode( wp_remote_retrieve_body( $answer ), true, 64 );
	return is_array( $said ) ? $said : array();
}

/** True where the service says that it is well. */
function is_well(): bool {
	$health = connect( 'GET', '/health', PATIENCE_FOR_HEALTH );
	$said   = is_wp_error( $health ) ? null : json_decode( wp_remote_retrieve_body( $health ), true, 8 );
	return 200 === (int) wp_remote_retrieve_response_code( $health ) && isset( $said['status'] );
}

/**
 * True where what failed tells nothing of other articles: the service did not refuse it in its own words, and is well. A
 * heavy article, or a firewall that minds what one says, is no reason to leave the others unchecked.
 *
 * @param array|\WP_Error $answer What came instead of an answer.
 */
function fails_alone( $answer ): bool {
	$status = (int) wp_remote_retrieve_response_code( $answer );
	$said   = is_wp_error( $answer ) ? null : json_decode( wp_remote_retrieve_body( $answer ), true, 8 );
	if ( in_array( $status, array( 413, 429, 503 ), true ) || 500 !== $status && '' !== text_of( $said['error']['message'] ?? '' ) ) {
		return false;
	}
	return is_well();
}

/**
 * What an answer without a report comes to; null for one with a report.
 *
 * @param array $answer The answer.
 * @param bool  $alone  True where only this article is concerned: the service is not in trouble.
 */
function refused_answer( array $answer, bool $alone = false ): ?array {
	$told   = __NAMESPACE__ . ( $alone ? '\\not_checked' : '\\give_up' );
	$status = (int) wp_remote_retrieve_response_code( $answer );
	if ( 200 === $status ) {
		return null;
	}
	$said      = json_decode( wp_remote_retrieve_body( $answer ), true, 8 );
	$message   = is_array( $said ) ? text_of( $said['error']['message'] ?? '' ) : '';
	$technical = "HTTP $status" . ( '' === $message ? '' : ": $message" );
	if ( 401 === $status || 403 === $status ) {
		return $told( __( 'the picture check service does not know this site; an administrator must look at the settings', 'provenance' ), $technical, 0 );
	}
	if ( 413 === $status ) {
		return not_checked( __( 'the article is too large for the way to the picture check service', 'provenance' ), $technical . ' (nginx: client_max_body_size 20m)' );
	}
	if ( 429 === $status || 503 === $status ) {
		return array( 'passes' => true ) + not_checked( __( 'the picture check service is busy', 'provenance' ), $technical );
	}
	if ( in_array( $status, array( 400, 422 ), true ) && '' !== $message ) {
		/* translators: %s: what the service says. */
		return not_checked( sprintf( __( 'the picture check service cannot read this article (%s)', 'provenance' ), rtrim( $message, '.' ) ), $technical );
	}
	if ( $status >= 500 ) {
		return $told( __( 'the picture check service is in trouble', 'provenance' ), $technical );
	}
	return $told( wrong_address(), $technical, 0 );
}

function no_answer(): string {
	return __( 'the picture check service does not answer', 'provenance' );
}

function wrong_address(): string {
	return __( 'the picture check service is not where the settings say; an administrator must look at them', 'provenance' );
}

/** The names of pictures that were sent and are in no answer. A service that forgets one has not checked it. */
function unanswered( array $article, array $images ): array {
	$sent = array();
	foreach ( objects( $article['images'] ?? array() ) as $image ) {
		$sent[ stem_of( (string) ( $image['url'] ?? '' ) ) ] = wp_basename( (string) strtok( (string) ( $image['url'] ?? '' ), '?#' ) );
	}
	if ( ! $sent && ! $images ) {
		return array( __( 'the picture in the text', 'provenance' ) );
	}
	foreach ( $images as $image ) {
		unset( $sent[ stem_of( $image['url'] ) ] );
	}
	return array_values( $sent );
}

function not_checked( string $why, string $technical = '' ): array {
	return array(
		'state'     => 'not-checked',
		'detail'    => $why,
		'technical' => text_of( $technical ),
	);
}

/** What is kept of one picture's report. */
function picture_of( array $image ): array {
	$only = static function ( $rows, string ...$names ): array {
		return array_map( static fn( array $row ): array => array_map( __NAMESPACE__ . '\\text_of', array_intersect_key( $row, array_flip( $names ) ) ), objects( $rows ) );
	};
	$confirmed = array_filter( objects( $image['originals'] ?? array() ), static fn( array $one ): bool => true === ( $one['confirmed'] ?? false ) );
	return array(
		'number'      => 1 + (int) ( $image['index'] ?? 0 ),
		'name'        => text_of( rawurldecode( wp_basename( (string) strtok( text_of( $image['url'] ?? '' ), '?#' ) ) ) ),
		'url'         => esc_url_raw( text_of( $image['url'] ?? '' ), array( 'http', 'https' ) ),
		'caption'     => text_of( $image['caption'] ?? '' ),
		'credit'      => text_of( $image['credit'] ?? '' ),
		'verdict'     => text_of( $image['verdict'] ?? '' ),
		'originals'   => array_map( static fn( array $kept, array $one ): array => $kept + array( 'crop' => crop_of( $one ) ), $only( $confirmed, 'source', 'title', 'page_url', 'media_url', 'credit_line' ), array_values( $confirmed ) ),
		'findings'    => $only( with_name( $image['findings'] ?? array() ), 'rule', 'severity', 'message', 'suggestion', 'name' ),
		'not_checked' => $only( $image['not_checked'] ?? array(), 'rule', 'reason', 'detail' ),
		'overridden'  => $only( with_name( $image['overridden'] ?? array() ), 'rule', 'message', 'who', 'reason', 'when', 'until', 'origin', 'name' ),
	);
}

/** The part of an original that is shown, as percentages of it, and the original's shape; empty where it is all of it. */
function crop_of( array $original ): array {
	$box    = $original['comparison']['region'] ?? null;
	$width  = (int) ( $original['width'] ?? 0 );
	$height = (int) ( $original['height'] ?? 0 );
	if ( ! is_array( $box ) || $width < 1 || $height < 1 ) {
		return array();
	}
	$share = static fn( string $name, int $of ): float => round( max( 0, min( 100, 100 * (int) ( $box[ $name ] ?? 0 ) / $of ) ), 2 );
	$crop  = array(
		'left'   => $share( 'x', $width ),
		'top'    => $share( 'y', $height ),
		'width'  => $share( 'width', $width ),
		'height' => $share( 'height', $height ),
	);
	return $crop['width'] * $crop['height'] > 9800 ? array() : $crop + array( 'shape' => round( $width / $height, 4 ) );
}

/**
 * The rows of a list, each with the `name` of what it says: the same in every language.
 *
 * @param mixed $rows Whatever stood in the answer.
 */
function with_name( $rows ): array {
	return array_map(
		static function ( array $row ): array {
			$said = empty( $row['template'] ) ? text_of( $row['message'] ?? '' ) : wp_json_encode( array( $row['template'], $row['parameters'] ?? array() ) );
			return array( 'name' => substr( hash( 'sha256', (string) $said ), 0, 16 ) ) + $row;
		},
		objects( $rows )
	);
}

/**
 * The rows of a list that are objects.
 *
 * @param mixed $rows Whatever stood in the answer.
 */
function objects( $rows ): array {
	return is_array( $rows ) ? array_values( array_filter( $rows, 'is_array' ) ) : array();
}

/**
 * A value as text of a bearable length, never as anything else.
 *
 * @param mixed $value Whatever stood in the answer.
 */
function text_of( $value ): string {
	return is_scalar( $value ) ? mb_substr( wp_check_invalid_utf8( (string) $value, true ), 0, 2000 ) : '';
}
