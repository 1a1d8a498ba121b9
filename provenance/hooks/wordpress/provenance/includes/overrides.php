<?php
/**
 * An editor's overrides: who let a finding pass, when, why, and until when.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

const OVERRIDES = '_provenance_overrides';

/** A post's overrides, the oldest first: `rule`, `picture`, `message`, `name` (of what was said), `who`, `user`, `reason`, `until`, `when`. */
function overrides_of( int $post_id ): array {
	return $post_id ? objects( get_post_meta( $post_id, OVERRIDES, true ) ) : array();
}

/** True where the current user may override the check of this post. */
function may_override( int $post_id ): bool {
	return current_user_can( CAPABILITY ) && current_user_can( 'edit_post', $post_id );
}

/**
 * Keep an override: of one finding that the post's result holds, or of everything that is said of one picture.
 *
 * @param int   $post_id The post.
 * @param array $wanted  `picture`, `reason`, `until` (a date, or empty), and `rule` and `message`: both empty for all.
 * @return true|\WP_Error
 */
function add_override( int $post_id, array $wanted ) {
	if ( ! may_override( $post_id ) ) {
		return new \WP_Error( 'provenance_forbidden', __( 'You may not override the picture check.', 'provenance' ), array( 'status' => 403 ) );
	}
	$wanted = array_map( __NAMESPACE__ . '\\text_of', $wanted );
	$reason = trim( sanitize_text_field( $wanted['reason'] ?? '' ) );
	$until  = $wanted['until'] ?? '';
	if ( '' === $reason ) {
		return new \WP_Error( 'provenance_reason', __( 'Say why this finding does not count.', 'provenance' ), array( 'status' => 400 ) );
	}
	if ( '' !== $until && ! is_day_to_come( $until ) ) {
		return new \WP_Error( 'provenance_until', __( 'The last day of the override must be a date that is not past.', 'provenance' ), array( 'status' => 400 ) );
	}
	$all  = '' === ( $wanted['rule'] ?? '' ) && '' === ( $wanted['message'] ?? '' );
	$kept = overrides_of( $post_id );
	$old  = count( $kept );
	$user = wp_get_current_user();
	foreach ( stored_result( $post_id )['images'] ?? array() as $image ) {
		foreach ( $image['url'] === ( $wanted['picture'] ?? '' ) ? $image['findings'] : array() as $finding ) {
			if ( $all ? 'info' !== $finding['severity'] : $finding['rule'] === $wanted['rule'] && $finding['message'] === $wanted['message'] ) {
				$kept[] = array(
					'rule'    => $finding['rule'],
					'picture' => $image['url'],
					'message' => $finding['message'],
					'name'    => $finding['name'] ?? '',
					'who'     => sprintf( '%s (%s)', $user->display_name, $user->user_login ),
					'user'    => $user->ID,
					'reason'  => $reason,
					'until'   => $until,
					'when'    => gmdate( 'Y-m-d\TH:i:s\Z' ),
				);
			}
		}
	}
	if ( count( $kept ) === $old ) {
		return new \WP_Error( 'provenance_unknown', __( 'The check no longer finds this. Look at its findings again.', 'provenance' ), array( 'status' => 409 ) );
	}
	update_post_meta( $post_id, OVERRIDES, wp_slash( $kept ) );
	/**
	 * Somebody has overridden the check.
	 *
	 * @param int     $post_id   The post.
	 * @param array[] $overrides The new overrides.
	 */
	do_action( 'provenance_overridden', $post_id, array_slice( $kept, $old ) );
	return true;
}

/** An override's name. */
function id_of( array $override ): string {
	return substr( hash( 'sha256', implode( "\n", array( $override['rule'], $override['picture'], $override['message'], $override['when'] ) ) ), 0, 16 );
}

/** `id`, `when` and `until` of the post's own override that the service speaks of; empty where it is not of this site. */
function known_override( int $post_id, string $picture, array $said ): array {
	foreach ( array_reverse( overrides_of( $post_id ) ) as $one ) {
		if ( 'cms' === ( $said['origin'] ?? '' ) && $one['rule'] === $said['rule'] && $one['picture'] === $picture ) {
			return array(
				'id'    => id_of( $one ),
				'when'  => $one['when'],
				'until' => $one['until'],
			);
		}
	}
	return array();
}

/** Who has overridden a finding, when, why and until when, in one line. */
function told_override( array $one ): string {
	/* translators: 1: who, 2: a date. */
	$who = sprintf( __( '%1$s, %2$s', 'provenance' ), $one['who'], wp_date( (string) get_option( 'date_format' ), (int) strtotime( $one['when'] ?? 'now' ) ) );
	/* translators: %s: a date. */
	$until = '' === ( $one['until'] ?? '' ) ? '' : ' ' . sprintf( __( '(until %s)', 'provenance' ), $one['until'] );
	return "$who: {$one['reason']}$until";
}

/**
 * Withdraw an override. A live article is checked again without it.
 *
 * @param int    $post_id The post.
 * @param string $id      Its name.
 * @return true|\WP_Error
 */
function withdraw_override( int $post_id, string $id ) {
	if ( ! may_override( $post_id ) ) {
		return new \WP_Error( 'provenance_forbidden', __( 'You may not override the picture check.', 'provenance' ), array( 'status' => 403 ) );
	}
	$kept = overrides_of( $post_id );
	$left = array_values( array_filter( $kept, static fn( array $one ): bool => id_of( $one ) !== $id ) );
	if ( count( $left ) === count( $kept ) ) {
		return new \WP_Error( 'provenance_unknown', __( 'There is no such override.', 'provenance' ), array( 'status' => 404 ) );
	}
	$left ? update_post_meta( $post_id, OVERRIDES, wp_slash( $left ) ) : delete_post_meta( $post_id, OVERRIDES );
	if ( 'publish' === get_post_status( $post_id ) ) {
		wait( $post_id, false, true );
	}
	return true;
}

/** True for a date as 2026-11-30, today or later where the site is. */
function is_day_to_come( string $date ): bool {
	$parts = preg_match( '/^(\d{4})-(\d\d)-(\d\d)$/', $date, $match ) ? $match : null;
	return $parts && checkdate( (int) $parts[2], (int) $parts[3], (int) $parts[1] ) && $date >= wp_date( 'Y-m-d' );
}

/** The overrides as the service reads them. */
function overrides_for_service( array $overrides ): array {
	return array_map(
		static function ( array $one ): array {
			$sent = array_intersect_key( $one, array_flip( array( 'rule', 'picture', 'who', 'reason', 'when' ) ) );
			return '' === $one['until'] ? $sent : array_merge( $sent, array( 'until' => $one['until'] ) );
		},
		array_values( $overrides )
	);
}

/**
 * The overrides without those that covered something else than what was overridden: the service lets one cover
 * whatever its rule says of the picture, but the editor accepted one sentence, not what is said of a later caption.
 */
function overrides_that_fit( array $overrides, array $result ): array {
	$said = array();
	foreach ( $result['images'] ?? array() as $image ) {
		foreach ( $image['overridden'] as $one ) {
			if ( 'cms' === $one['origin'] ) {
				$said[ $one['rule'] ][ $image['url'] ][] = array( $one['name'], $one['message'] );
			}
		}
	}
	return array_filter(
		$overrides,
		static function ( array $one ) use ( $said ): bool {
			$here = $said[ $one['rule'] ][ $one['picture'] ] ?? array();
			// An override that was given before sentences had names is known by its words.
			$given = empty( $one['name'] ) ? array_column( $here, 1 ) : array_column( $here, 0 );
			return ! $here || in_array( empty( $one['name'] ) ? $one['message'] : $one['name'], $given, true );
		}
	);
}
