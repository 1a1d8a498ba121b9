<?php
/**
 * Whole checks in the background: WordPress' clock hands articles to the service as jobs, and collects what has come of
 * them. The service works on several side by side and keeps them when it is restarted; nothing here waits for a source.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

/** That a post is to be checked: `key` of the content, `id` of the job, empty until it is handed over, `before`: a job for
 * an earlier content, `again`: how often what was shown had changed when the job was done, and where this article alone
 * failed, `failed`: how often, and `after`: when it is tried again. One row a post, so that what many save at once is never
 * lost. */
const JOB = '_provenance_job';
/** The event that hands over and collects; and one that makes good what the list of events has lost: WordPress writes
 * that list as a whole, and of two who write at once one wins. */
const WORK  = 'provenance_work';
const SWEEP = 'provenance_sweep';
/** Seconds after which one run begins nothing more: what else WordPress has to do in the background waits behind it. */
const LINGER = 20;
/** Seconds between two looks, and before the next run where something is left. */
const LOOK = 2;
/** Seconds for one exchange, with nobody waiting: an article with its pictures may have 14 MB. */
const PATIENCE_FOR_JOB = 15;
/** Seconds after which a service in trouble is asked again. Only this clock waits for it, not an editor; an answer lets
 * editors ask again too. */
const TRY_AGAIN = 20;
/** How often it is handed over anew: a block or a shortcode may show something else each time. */
const MOST_CHANGES = 3;
/** How often an article is tried that fails alone, while the service is well. */
const MOST_FAILURES = 3;
/** Posts of one look: the oldest, for the service takes them in turn. */
const MOST_AT_ONCE = 50;

add_action( WORK, __NAMESPACE__ . '\\work' );
add_action( SWEEP, __NAMESPACE__ . '\\sweep' );
add_action( 'init', __NAMESPACE__ . '\\schedule_sweep' );

/** What is kept of a post's check in the background; empty where none is wanted. */
function job_of( int $post_id ): array {
	$kept = $post_id ? get_post_meta( $post_id, JOB, true ) : null;
	return is_array( $kept ) ? $kept : array();
}

/**
 * Have a post checked wholly, with nobody waiting for it. The same content is never asked about twice at once.
 *
 * @param int    $post_id The post.
 * @param string $key     Of its content, where it is known.
 */
function want_check( int $post_id, string $key = '' ): void {
	$kept = job_of( $post_id );
	if ( ! $kept || '' !== $key && $kept['key'] !== $key ) {
		update_post_meta( $post_id, JOB, wanted( $key, $kept ) );
	}
	work_in( 0 );
}

/** A check that is to be handed over, instead of what was under way. */
function wanted( string $key, array $kept = array() ): array {
	return array(
		'key'    => $key,
		'id'     => '',
		'before' => ( $kept['id'] ?? '' ) ?: ( $kept['before'] ?? '' ),
		'again'  => 0,
	);
}

/** Do it in so many seconds, or sooner where that is planned. */
function work_in( int $seconds ): void {
	$at   = time() + $seconds;
	$next = wp_next_scheduled( WORK );
	if ( $next && $next > $at ) {
		wp_unschedule_event( $next, WORK );
	}
	if ( ! $next || $next > $at ) {
		wp_schedule_single_event( $at, WORK );
	}
}

function schedule_sweep(): void {
	if ( '' !== address() && ! wp_next_scheduled( SWEEP ) ) {
		wp_schedule_event( time() + HOUR_IN_SECONDS, 'hourly', SWEEP );
	}
}

/** Plan again what is wanted and has no event. */
function sweep(): void {
	foreach ( posts_having( WAITING, 1000 ) as $post_id ) {
		if ( ! job_of( $post_id ) && ! wp_next_scheduled( AGAIN, array( $post_id ) ) ) {
			wait( $post_id );
		}
	}
	work();
}

/** Hand over what is wanted, collect what is done. */
function work(): void {
	if ( '' === address() ) {
		return;
	}
	$until = time() + LINGER;
	do {
		$posts = posts_having( JOB, MOST_AT_ONCE );
		foreach ( $posts as $post_id ) {
			if ( time() >= $until ) {
				break;
			}
			if ( ! work_on( $post_id ) ) {
				work_in( TRY_AGAIN );
				return;
			}
		}
		$left = posts_having( JOB, MOST_AT_ONCE );
		if ( ! array_filter( $left, static fn( int $post_id ): bool => ( job_of( $post_id )['after'] ?? 0 ) <= time() ) ) {
			if ( $left ) {
				work_in( TRY_AGAIN );
			}
			return;
		}
		sleep( LOOK );
	} while ( time() < $until );
	work_in( LOOK );
}

/** The posts that have a field, the longest there first; past every cache, for others write it meanwhile. */
function posts_having( string $field, int $most ): array {
	global $wpdb;
	return array_map( 'intval', $wpdb->get_col( $wpdb->prepare( "SELECT post_id FROM $wpdb->postmeta WHERE meta_key = %s ORDER BY meta_id LIMIT %d", $field, $most ) ) ); // phpcs:ignore WordPress.DB.DirectDatabaseQuery -- see above.
}

/** One post's next step. False where the service is in trouble: the others need not be tried. */
function work_on( int $post_id ): bool {
	$post = as_it_is_now( $post_id );
	$job  = job_of( $post_id );
	if ( ! $job || ( $job['after'] ?? 0 ) > time() ) {
		return true;
	}
	if ( ! $post || ! is_article( $post->post_type ) || ! in_array( $post->post_status, array( 'draft', 'pending', 'future', 'publish' ), true ) ) {
		give_back( $job['id'] ?: $job['before'] );
		delete_post_meta( $post_id, JOB );
		return true;
	}
	$known = stored_result( $post_id );
	if ( '' !== $job['id'] && serves( $known, $job['key'], 'full' ) && known_of( $post ) ) {
		give_back( $job['id'] ); // Somebody could not wait, and has asked.
		end_job( $post, $job, $known );
		return true;
	}
	$said = '' === $job['id'] ? array() : look_at( $job['id'], PATIENCE_FOR_JOB );
	if ( isset( $said['trouble'] ) ) {
		return empty( $said['trouble']['passes'] ) ? failed_alone( $post, $job, $said['trouble'] ) : in_trouble( $post, $job, $said['trouble'] );
	}
	if ( in_array( $said['state'] ?? '', array( 'queued', 'running' ), true ) ) {
		return true;
	}
	$before = $post->post_status;
	$post   = as_it_is_now( $post_id ); // That may have taken a while.
	if ( ! $post || $post->post_status !== $before ) {
		return true;
	}
	$featured = featured_of( $post_id );
	try {
		$article = article_of( $post, $featured );
	} catch ( \RuntimeException $trouble ) {
		end_job( $post, $job, not_checked( $trouble->getMessage() ) );
		return true;
	}
	$overrides = overrides_of( $post_id );
	$key       = key_of( $article, $overrides );
	if ( ! shows_pictures( $article ) ) {
		end_job( $post, $job, null );
	} elseif ( serves( $known, $key, 'full' ) ) {
		end_job( $post, $job, $known );
	} elseif ( $key === $job['key'] && in_array( $said['state'] ?? '', array( 'done', 'failed' ), true ) ) {
		$result = 'done' === $said['state'] ? result_in( $said['answer'] ?? null, $article, 'full' ) : not_checked( __( 'the picture check service is in trouble', 'provenance' ), text_of( $said['error'] ?? '' ) );
		end_job( $post, $job, finished( $result, $article, $overrides, $featured, 'full' ) );
	} elseif ( '' !== $job['id'] && $job['again'] >= MOST_CHANGES ) {
		$result = not_checked( __( 'the article shows something else each time it is looked at', 'provenance' ) );
		end_job( $post, $job, finished( $result, $article, $overrides, $featured, 'full' ) );
	} else {
		return hand_over( $post, $job, $article, $overrides, $key );
	}
	return true;
}

/** Send an article to the service, to be checked when its turn comes. False where the service is in trouble. */
function hand_over( \WP_Post $post, array $job, array $article, array $overrides, string $key ): bool {
	give_back( $job['before'] );
	$answer = send( '/v1/jobs', $article, overrides_for_service( $overrides ), PATIENCE_FOR_JOB );
	$said   = is_wp_error( $answer ) ? null : json_decode( wp_remote_retrieve_body( $answer ), true, 8 );
	$id     = is_array( $said ) ? (string) preg_replace( '/[^0-9a-f]/', '', text_of( $said['id'] ?? '' ) ) : '';
	if ( 202 === (int) wp_remote_retrieve_response_code( $answer ) && '' !== $id ) {
		works_again();
		$handed = array_merge(
			wanted( $key ),
			array(
				'id'    => $id,
				'again' => $job['again'] + (int) ( '' !== $job['id'] ),
			)
		);
		if ( ! update_post_meta( $post->ID, JOB, $handed, $job ) ) {
			give_back( $id ); // It was saved meanwhile.
		}
		return true;
	}
	$alone  = fails_alone( $answer );
	$result = unanswered_result( $answer, $alone ) + array( 'key' => $key );
	if ( $alone ) {
		return failed_alone( $post, $job, $result );
	}
	if ( ! empty( $result['passes'] ) ) {
		return in_trouble( $post, $job, $result );
	}
	end_job( $post, $job, finished( $result, $article, $overrides, featured_of( $post->ID ), 'full' ) );
	return true;
}

/**
 * Where a job stands, as the service says it; `trouble` holds a result that says why it cannot be known.
 *
 * @param string $id      The job.
 * @param int    $seconds How long it is waited for.
 */
function look_at( string $id, int $seconds ): array {
	$answer = connect( 'GET', "/v1/jobs/$id", $seconds );
	if ( is_wp_error( $answer ) ) {
		return array( 'trouble' => unanswered_result( $answer, fails_alone( $answer ) ) );
	}
	$said = json_decode( wp_remote_retrieve_body( $answer ), true, 64 );
	if ( 'no-such-job' === ( $said['error']['code'] ?? '' ) ) {
		return array( 'state' => 'lost' );
	}
	if ( ! is_array( $said ) || ! isset( $said['state'] ) ) {
		return array( 'trouble' => unanswered_result( $answer, fails_alone( $answer ) ) );
	}
	return $said;
}

/**
 * What it comes to that there is no answer, or none that can be used.
 *
 * @param array|\WP_Error $answer What came instead.
 * @param bool            $alone  True where only this article is concerned.
 */
function unanswered_result( $answer, bool $alone ): array {
	if ( is_wp_error( $answer ) ) {
		$why = $answer->get_error_message();
		return $alone ? not_checked( __( 'the check takes longer than usual', 'provenance' ), $why ) : give_up( no_answer(), $why );
	}
	$why = __( 'the answer is none of the picture check service', 'provenance' );
	return refused_answer( $answer, $alone ) ?? ( $alone ? not_checked( wrong_address(), $why ) : give_up( wrong_address(), $why, 0 ) );
}

/**
 * The service is well, and this article failed: the others go before it. What is live, or held until it is checked, is
 * tried again after its own pauses; a draft a few times.
 *
 * @return true
 */
function failed_alone( \WP_Post $post, array $job, array $result ): bool {
	$result += array(
		'key'     => $job['key'],
		'checked' => time(),
	);
	$failed  = 1 + ( $job['failed'] ?? 0 );
	if ( $failed >= MOST_FAILURES || get_post_meta( $post->ID, WAITING, true ) ) {
		give_back( $job['id'] );
		end_job( $post, $job, $result );
	} elseif ( delete_post_meta( $post->ID, JOB, $job ) ) {
		$later = array(
			'failed' => $failed,
			'after'  => time() + TRY_AGAIN,
		);
		add_post_meta( $post->ID, JOB, array_merge( $job, $later ), true ); // A new row is the last.
		check_ended( $post, $result );
	}
	return true;
}

/**
 * The service is in trouble. What is live, or held until it is checked, counts its tries and is told; a draft stays
 * wanted until the service is back.
 *
 * @return false
 */
function in_trouble( \WP_Post $post, array $job, array $result ): bool {
	$result += array(
		'key'     => $job['key'],
		'checked' => time(),
	);
	if ( get_post_meta( $post->ID, WAITING, true ) ) {
		end_job( $post, $job, $result );
	} else {
		check_ended( $post, $result );
	}
	return false;
}

/** The check has ended, and nobody else has said so, nor saved the post anew. */
function end_job( \WP_Post $post, array $job, ?array $result ): void {
	if ( ! delete_post_meta( $post->ID, JOB, $job ) ) {
		return;
	}
	check_ended( $post, $result );
}

/** Tell the service that nobody waits for a job any more; where it does not hear, the job is done in vain. */
function give_back( string $id ): void {
	if ( '' !== $id ) {
		connect( 'DELETE', "/v1/jobs/$id", PATIENCE_FOR_HEALTH );
	}
}

/**
 * What has come of a post's job, for somebody who waits: null where there is none for this content, or it waits its turn.
 *
 * @param int    $post_id The post.
 * @param string $key     Of its content.
 * @param array  $article The payload.
 */
function result_of_job( int $post_id, string $key, array $article ): ?array {
	$job = job_of( $post_id );
	if ( ! $job || '' === $job['id'] || $job['key'] !== $key || ( trouble()['until'] ?? 0 ) > time() ) {
		return null;
	}
	$until = time() + PATIENCE['full'];
	do {
		$said = look_at( $job['id'], PATIENCE_FOR_HEALTH );
		if ( 'done' === ( $said['state'] ?? '' ) ) {
			return result_in( $said['answer'] ?? null, $article, 'full' );
		}
		if ( 'running' !== ( $said['state'] ?? '' ) ) {
			return null;
		}
		usleep( 250000 );
	} while ( time() < $until );
	return not_checked( __( 'the check takes longer than usual', 'provenance' ) );
}
