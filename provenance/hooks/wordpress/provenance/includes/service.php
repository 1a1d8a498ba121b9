<?php
/**
 * The one place that asks the service.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

/** Seconds to wait while somebody waits for us: a web server in front of PHP usually gives up after 60. */
const PATIENCE = array(
	'fast' => 5,
	'full' => 55,
);
/** Seconds to wait in the background: the service's own budget for an article is 60, and it may have to wait its turn. */
const PATIENCE_IN_BACKGROUND = 125;
/** The same for who uploads a picture: the archive answers in a second or so. */
const PATIENCE_AT_UPLOAD = 8;
/** Bytes of an answer that are read: a report on a hundred pictures stays far below. */
const MOST_OF_ANSWER = 8000000;

/**
 * Have an article checked.
 *
 * @param array  $article   The payload.
 * @param array  $overrides As the service reads them.
 * @param string $mode      `fast` or `full`.
 * @return array `state` is `done` (with `action`, `sentences` and `images`) or `not-checked` (with `detail`).
 */
function ask( array $article, array $overrides, string $mode ): array {
	$said = call_service(
		"/v1/check?mode=$mode",
		array(
			'article'   => $article,
			'overrides' => $overrides,
		),
		wp_doing_cron() ? PATIENCE_IN_BACKGROUND : PATIENCE[ $mode ]
	);
	if ( is_string( $said ) ) {
		return not_checked( $said );
	}
	$action = $said['decision']['action'] ?? null;
	if ( ! in_array( $action, array( 'allow', 'warn', 'block', 'pending' ), true ) || ! is_array( $said['report']['images'] ?? null ) ) {
		return not_checked( __( 'the picture check service gave an answer that this plugin does not understand', 'provenance' ) );
	}
	return array(
		'state'     => 'done',
		'mode'      => $mode,
		'action'    => $action,
		'sentences' => array_values( array_map( __NAMESPACE__ . '\\text_of', (array) ( $said['decision']['sentences'] ?? array() ) ) ),
		'images'    => array_map( __NAMESPACE__ . '\\picture_of', objects( $said['report']['images'] ) ),
	);
}

/**
 * Call the service.
 *
 * @param string $path    Where.
 * @param array  $body    What is sent, as JSON.
 * @param int    $seconds How long it is waited for.
 * @return array|string The answer, or why there is none.
 */
function call_service( string $path, array $body, int $seconds ) {
	$address = settings()['address'];
	if ( '' === $address ) {
		return __( 'no picture check service is set up', 'provenance' );
	}
	$headers = array( 'Content-Type' => 'application/json' );
	if ( '' !== token() ) {
		$headers['Authorization'] = 'Bearer ' . token();
	}
	// The address is the administrator's, and may well be a private one: wp_safe_remote_post would refuse it.
	// No redirect is followed, so that nobody else gets the token.
	$answer = wp_remote_post(
		$address . $path,
		array(
			'timeout'             => $seconds,
			'redirection'         => 0,
			'limit_response_size' => MOST_OF_ANSWER,
			'headers'             => $headers,
			'body'                => (string) wp_json_encode( $body ),
		)
	);
	if ( is_wp_error( $answer ) ) {
		/* translators: %s: what went wrong. */
		return sprintf( __( 'the picture check service did not answer (%s)', 'provenance' ), $answer->get_error_message() );
	}
	$status = (int) wp_remote_retrieve_response_code( $answer );
	$said   = json_decode( wp_remote_retrieve_body( $answer ), true, 64 );
	if ( 200 !== $status ) {
		$message = is_array( $said ) ? text_of( $said['error']['message'] ?? '' ) : '';
		/* translators: 1: HTTP status, 2: the service's message. */
		return sprintf( __( 'the picture check service answered with status %1$d: %2$s', 'provenance' ), $status, $message );
	}
	return is_array( $said ) ? $said : array();
}

function not_checked( string $why ): array {
	return array(
		'state'  => 'not-checked',
		'detail' => $why,
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
		'url'         => esc_url_raw( text_of( $image['url'] ?? '' ), array( 'http', 'https' ) ),
		'caption'     => text_of( $image['caption'] ?? '' ),
		'credit'      => text_of( $image['credit'] ?? '' ),
		'verdict'     => text_of( $image['verdict'] ?? '' ),
		'originals'   => $only( $confirmed, 'source', 'title', 'page_url', 'credit_line' ),
		'findings'    => $only( $image['findings'] ?? array(), 'rule', 'severity', 'message', 'suggestion' ),
		'not_checked' => $only( $image['not_checked'] ?? array(), 'rule', 'reason', 'detail' ),
		'overridden'  => $only( $image['overridden'] ?? array(), 'rule', 'message', 'who', 'reason', 'until', 'origin' ),
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
