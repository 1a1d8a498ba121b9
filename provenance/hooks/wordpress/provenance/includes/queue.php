<?php
/**
 * What is live or held without having been checked: remembered, checked again with growing pauses, told.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

/** How a post's check stands, for lists: one of `STATES`. */
const STATE  = '_provenance_state';
const STATES = array( 'blocked', 'unchecked', 'partly', 'look', 'pending', 'good' );
/** Why a post waits for another check: `since`, `tries`, and `schedule`: true where it goes out once it has passed. */
const WAITING = '_provenance_waiting';
/** What was found of a live article only after it went live: sentences. */
const ALERT = '_provenance_alert';
const AGAIN = 'provenance_check_again';
/** The event of a service that answers again. */
const WELL = 'provenance_works_again';
/** Minutes before each further check; the last one counts from then on. */
const PAUSES = array( 1, 2, 5, 15, 30, 60, 360 );
/** Checks of an article that was checked but for a source that did not answer: that source may be gone for good. */
const MOST_FOR_A_SOURCE = 6;

add_action( AGAIN, __NAMESPACE__ . '\\check_again' );
add_action( WELL, __NAMESPACE__ . '\\check_what_waits_now' );
add_action( 'before_delete_post', __NAMESPACE__ . '\\stop_waiting' );
add_action( 'wp_trash_post', __NAMESPACE__ . '\\stop_waiting' );

/** How a result stands; empty for an article without pictures. */
function state_of( ?array $result ): string {
	if ( ! $result ) {
		return '';
	}
	if ( 'not-checked' === $result['state'] ) {
		return 'unchecked';
	}
	if ( 'block' === $result['action'] ) {
		return 'blocked';
	}
	if ( 'full' !== $result['mode'] || 'pending' === $result['action'] ) {
		return 'pending';
	}
	if ( had_trouble( $result ) ) {
		return 'partly';
	}
	return 'warn' === $result['action'] ? 'look' : 'good';
}

/** Write down how a saved post stands, and what is to become of that. */
function note( \WP_Post $post, ?array $result ): void {
	$state = state_of( $result );
	if ( '' === $state ) {
		delete_post_meta( $post->ID, STATE );
	} else {
		update_post_meta( $post->ID, STATE, $state );
	}
	$live = 'publish' === $post->post_status;
	if ( $live && in_array( $state, array( 'unchecked', 'partly', 'pending' ), true ) ) {
		if ( ! get_post_meta( $post->ID, WAITING, true ) ) {
			wait( $post->ID );
			if ( 'unchecked' === $state ) {
				/**
				 * An article went live without its pictures having been checked. It is checked again by itself.
				 *
				 * @param int    $post_id The post.
				 * @param string $detail  Why.
				 */
				do_action( 'provenance_unchecked', $post->ID, $result['detail'] );
			}
		}
	} elseif ( ! is_scheduled_again( $post->ID ) ) {
		stop_waiting( $post->ID );
	}
	if ( $live && 'blocked' === $state ) {
		alert( $post, in_brief( $result ) ); // It went live before this check had ended.
	}
	if ( $live && ! in_array( $state, array( 'blocked', 'unchecked' ), true ) ) {
		delete_post_meta( $post->ID, ALERT );
	}
}

/** Have a post checked again, after a pause or at once. */
function wait( int $post_id, bool $schedule = false, bool $now = false ): void {
	$kept = get_post_meta( $post_id, WAITING, true );
	$kept = is_array( $kept ) ? $kept : array(
		'since'    => time(),
		'tries'    => 0,
		'schedule' => false,
	);
	$kept['schedule'] = $kept['schedule'] || $schedule;
	update_post_meta( $post_id, WAITING, $kept );
	wp_unschedule_event( (int) wp_next_scheduled( AGAIN, array( $post_id ) ), AGAIN, array( $post_id ) );
	if ( $now ) {
		want_check( $post_id );
	} else {
		wp_schedule_single_event( time() + pause_after( $kept['tries'] ), AGAIN, array( $post_id ) );
	}
}

function pause_after( int $tries ): int {
	return MINUTE_IN_SECONDS * PAUSES[ min( $tries, count( PAUSES ) - 1 ) ];
}

/**
 * The post no longer waits for a check.
 *
 * @param int $post_id The post.
 */
function stop_waiting( $post_id ): void {
	delete_post_meta( (int) $post_id, WAITING );
	wp_clear_scheduled_hook( AGAIN, array( (int) $post_id ) );
}

/** True for a post that goes out once its check has passed: its time had come while the service was down. */
function is_scheduled_again( int $post_id ): bool {
	$kept = get_post_meta( $post_id, WAITING, true );
	return is_array( $kept ) && ! empty( $kept['schedule'] );
}

/**
 * The pause is over: another try.
 *
 * @param int $post_id The post.
 */
function check_again( $post_id ): void {
	$post = get_post( $post_id );
	$kept = get_post_meta( $post_id, WAITING, true );
	if ( ! $post || ! is_array( $kept ) || '' === address() ) {
		return;
	}
	$due = ! empty( $kept['schedule'] ) && 'draft' === $post->post_status;
	if ( 'publish' !== $post->post_status && ! $due ) {
		stop_waiting( $post->ID ); // Somebody has taken it back: it is checked before it goes live.
		return;
	}
	want_check( $post->ID );
}

/**
 * A whole check has ended: what becomes of it. Of a post that was changed meanwhile it tells nothing, and another is made.
 *
 * @param \WP_Post   $post   The post as it was read for the check.
 * @param array|null $result What was found.
 */
function check_ended( \WP_Post $post, ?array $result ): void {
	$now = as_it_is_now( $post->ID );
	if ( ! $now ) {
		return;
	}
	foreach ( array( 'post_modified_gmt', 'post_status', 'post_content', 'post_title', 'post_excerpt' ) as $field ) {
		if ( $now->$field !== $post->$field ) {
			want_check( $post->ID );
			return;
		}
	}
	if ( $result ) {
		keep_result( $post->ID, $result );
	}
	$kept  = get_post_meta( $post->ID, WAITING, true );
	$due   = is_scheduled_again( $post->ID ) && 'draft' === $post->post_status;
	$state = state_of( $result );
	if ( ! is_array( $kept ) || 'publish' !== $post->post_status && ! $due ) {
		note( $post, $result );
		return;
	}
	++$kept['tries'];
	if ( in_array( $state, array( 'unchecked', 'pending' ), true ) || 'partly' === $state && ! $due && $kept['tries'] < MOST_FOR_A_SOURCE ) {
		update_post_meta( $post->ID, STATE, $state );
		update_post_meta( $post->ID, WAITING, $kept );
		wait( $post->ID );
		return;
	}
	stop_waiting( $post->ID );
	if ( 'blocked' === $state ) {
		update_post_meta( $post->ID, STATE, $state );
		$due ? hold( $post->ID, in_brief( $result ) ) : alert( $post, in_brief( $result ) );
	} elseif ( $due ) {
		delete_post_meta( $post->ID, HELD );
		wp_publish_post( $post->ID );
		/**
		 * A scheduled article whose check could not be made in time has passed it, and is live now.
		 *
		 * @param int $post_id The post.
		 */
		do_action( 'provenance_published_late', $post->ID );
	} else {
		note( $post, $result );
	}
}

/** A live article shows a picture that does not match: say so to whoever may edit it. It stays live. */
function alert( \WP_Post $post, array $sentences ): void {
	if ( get_post_meta( $post->ID, ALERT, true ) === $sentences ) {
		return;
	}
	update_post_meta( $post->ID, ALERT, wp_slash( $sentences ) );
	/**
	 * Of an article that is live, something was found that would have kept it from being published.
	 *
	 * @param int      $post_id   The post.
	 * @param string[] $sentences What was found.
	 */
	do_action( 'provenance_found_late', $post->ID, $sentences );
	mail_author( $post, __( 'A published picture does not match', 'provenance' ), alert_message( $sentences ) );
}

function alert_message( array $sentences ): string {
	return __( 'This article is published.', 'provenance' ) . ' ' . implode( ' ', array_slice( $sentences, 0, 3 ) );
}

/** A mail to the author of an article; a filter may send it to others, or nowhere. */
function mail_author( \WP_Post $post, string $subject, string $message ): void {
	/**
	 * Who gets a mail about an article.
	 *
	 * @param string[] $to   Addresses; none sends nothing.
	 * @param \WP_Post $post The article.
	 */
	$to = array_filter( (array) apply_filters( 'provenance_mail_to', array( get_the_author_meta( 'user_email', (int) $post->post_author ) ), $post ) );
	if ( $to ) {
		$title = wp_specialchars_decode( wp_strip_all_tags( $post->post_title ), ENT_QUOTES );
		// No get_edit_post_link: nobody is logged in where this runs by itself.
		wp_mail( $to, "$subject: $title", "$title\n\n$message\n\n" . admin_url( "post.php?post={$post->ID}&action=edit" ) . "\n" );
	}
}

/** The posts that are live or held unchecked, the latest first. */
function unchecked_posts( int $most ): array {
	return get_posts(
		array(
			'post_type'        => 'any',
			'post_status'      => array( 'publish', 'draft' ),
			'meta_query'       => array( // phpcs:ignore WordPress.DB.SlowDBQuery
				array(
					'key'   => STATE,
					'value' => 'unchecked',
				),
				array( 'key' => WAITING ),
			),
			'posts_per_page'   => $most,
			'suppress_filters' => true,
		)
	);
}

/** The service is back: nobody need wait for the rest of a pause. */
function check_what_waits_now(): void {
	foreach ( unchecked_posts( 200 ) as $post ) {
		want_check( $post->ID );
	}
}
