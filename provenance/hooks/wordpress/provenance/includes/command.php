<?php
/**
 * For a terminal: `wp provenance check|list|override`.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

if ( defined( 'WP_CLI' ) && WP_CLI ) {
	\WP_CLI::add_command( 'provenance', __NAMESPACE__ . '\\Command' );
}

/** Checks articles' pictures, lists what was found, overrides findings. */
class Command {

	/**
	 * Checks articles wholly, as publishing does.
	 *
	 * ## OPTIONS
	 *
	 * [<post>...]
	 * : The posts' numbers.
	 *
	 * [--unchecked]
	 * : Every article that is live or held unchecked.
	 *
	 * ## EXAMPLES
	 *
	 *     wp provenance check 42 43
	 *     wp provenance check --unchecked
	 *
	 * @param string[] $numbers The posts.
	 * @param array    $options Flags.
	 */
	public function check( $numbers, $options ): void {
		if ( ! empty( $options['unchecked'] ) ) {
			$numbers = array_merge( $numbers, wp_list_pluck( unchecked_posts( ROWS ), 'ID' ) );
		}
		if ( ! $numbers ) {
			empty( $options['unchecked'] ) ? \WP_CLI::error( __( 'Name posts by their numbers, or give --unchecked.', 'provenance' ) ) : \WP_CLI::success( __( 'Nothing waits for a check.', 'provenance' ) );
			return;
		}
		$bad = 0;
		foreach ( $numbers as $number ) {
			$post = get_post( (int) $number );
			if ( ! $post || ! is_article( $post->post_type ) ) {
				/* translators: %s: what was given as a post's number. */
				\WP_CLI::warning( sprintf( __( '%s is no article.', 'provenance' ), $number ) );
				++$bad;
				continue;
			}
			$result = result_for( $post, featured_of( $post->ID ), 'full' );
			$now = as_it_is_now( $post->ID );
			if ( $result && $now && ! known_of( $now ) ) {
				want_check( $post->ID ); // Somebody has changed what it shows meanwhile.
			} else {
				check_ended( $post, $result );
			}
			$state = state_of( $result );
			$bad  += (int) in_array( $state, array( 'blocked', 'unchecked' ), true );
			\WP_CLI::log( "{$post->ID}: " . ( '' === $state ? __( 'no pictures', 'provenance' ) : state_label( $state ) . '. ' . summary_of( $result ) ) );
			foreach ( $result['sentences'] ?? array() as $sentence ) {
				\WP_CLI::log( "  $sentence" );
			}
			if ( ! empty( $result['technical'] ) ) {
				\WP_CLI::log( "  ({$result['technical']})" );
			}
		}
		if ( $bad ) {
			\WP_CLI::halt( 1 );
		}
	}

	/**
	 * Lists articles by how their check stands, or all overrides.
	 *
	 * ## OPTIONS
	 *
	 * [<state>]
	 * : blocked, unchecked, partly, look, pending, good, or overrides.
	 * ---
	 * default: unchecked
	 * ---
	 *
	 * [--format=<format>]
	 * : table, csv, json or yaml.
	 * ---
	 * default: table
	 * ---
	 *
	 * @subcommand list
	 * @param string[] $arguments The state.
	 * @param array    $options   The format.
	 */
	public function list_( $arguments, $options ): void {
		$state = $arguments[0] ?? 'unchecked';
		$rows  = array();
		if ( 'overrides' !== $state && ! in_array( $state, STATES, true ) ) {
			/* translators: 1: what was given, 2: the words that are known. */
			\WP_CLI::error( sprintf( __( '%1$s is no state: %2$s.', 'provenance' ), $state, implode( ', ', array( ...STATES, 'overrides' ) ) ) );
		}
		foreach ( posts_with_field( 'overrides' === $state ? OVERRIDES : STATE, 'overrides' === $state ? '' : $state ) as $post ) {
			$about = array(
				'ID'     => $post->ID,
				'title'  => $post->post_title,
				'status' => $post->post_status,
			);
			if ( 'overrides' !== $state ) {
				$rows[] = $about;
				continue;
			}
			foreach ( overrides_of( $post->ID ) as $one ) {
				$rows[] = $about + array_intersect_key( $one, array_flip( array( 'rule', 'picture', 'who', 'reason', 'when', 'until' ) ) );
			}
		}
		\WP_CLI\Utils\format_items( $options['format'] ?? 'table', $rows, $rows ? array_keys( $rows[0] ) : array( 'ID' ) );
	}

	/**
	 * Overrides everything that is found of one picture.
	 *
	 * ## OPTIONS
	 *
	 * <post>
	 * : The post's number.
	 *
	 * <picture>
	 * : The picture's address, as `wp provenance check` and the editor show it.
	 *
	 * --reason=<reason>
	 * : Why it does not count.
	 *
	 * [--until=<date>]
	 * : The last day on which it holds, as 2026-12-31.
	 *
	 * ## EXAMPLES
	 *
	 *     wp --user=editor provenance override 42 https://news.example/a.jpg --reason="A symbol picture"
	 *
	 * @param string[] $arguments The post and the picture.
	 * @param array    $options   Reason and last day.
	 */
	public function override( $arguments, $options ): void {
		$kept = add_override(
			(int) $arguments[0],
			array(
				'picture' => $arguments[1],
				'reason'  => $options['reason'] ?? '',
				'until'   => $options['until'] ?? '',
			)
		);
		is_wp_error( $kept ) ? \WP_CLI::error( $kept->get_error_message() ) : \WP_CLI::success( __( 'Kept.', 'provenance' ) );
	}
}
