<?php
/**
 * The service in trouble: remembered, so that it costs one save and not each, and told to whoever can mend it.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

const TROUBLE = 'provenance_trouble';
/** Seconds in which nobody is made to wait for a service that did not answer: doubled each time, up to the most. The clock
 * goes on asking in the background, and ends them when the service is back. */
const PAUSE      = 60;
const MOST_PAUSE = 300;

add_action( 'admin_notices', __NAMESPACE__ . '\\print_trouble' );
add_filter( 'site_status_tests', __NAMESPACE__ . '\\add_health_test' );
add_filter( 'debug_information', __NAMESPACE__ . '\\add_debug_section' );

/** The service's trouble: `since`, `last`, `until` (when it is asked again), `failures`, `why`; empty while it works. */
function trouble(): array {
	$kept = get_option( TROUBLE );
	return is_array( $kept ) ? $kept : array();
}

/**
 * Remember that the service cannot be used, and say that nothing was checked.
 *
 * @param string $why       For everybody.
 * @param string $technical For administrators.
 * @param int    $pause     Seconds in which it is not asked again; 0 where asking costs no time.
 */
function give_up( string $why, string $technical, int $pause = PAUSE ): array {
	$kept     = trouble();
	$shut     = (int) ( $kept['until'] ?? 0 );
	$together = $shut > time(); // Several have asked at once, and failed at once: that is one failure.
	$failures = (int) ( $kept['failures'] ?? 0 ) + ( $together ? 0 : 1 );
	$until    = $pause ? time() + min( MOST_PAUSE, $pause * 2 ** min( 8, $failures - 1 ) ) : 0;
	update_option(
		TROUBLE,
		array(
			'since'    => $kept['since'] ?? time(),
			'last'     => time(),
			'until'    => $together ? $shut : $until,
			'failures' => $failures,
			'why'      => text_of( $technical ),
		),
		false
	);
	return array( 'passes' => true ) + not_checked( $why, $technical );
}

function works_again(): void {
	if ( trouble() ) {
		delete_option( TROUBLE );
		wp_schedule_single_event( time(), WELL );
	}
}

/**
 * Try the address and the token: an empty text where both are right, else what is wrong, in technical words.
 *
 * The article that is sent has no picture: it is answered at once.
 *
 * @param string[] $asked Address and token; this site's where none are named.
 */
function test_connection( ?array $asked = null ): string {
	$asked   ??= connection();
	$address = $asked[0];
	if ( '' === $address ) {
		return __( 'No address is set: nothing is checked.', 'provenance' );
	}
	$health = connect( 'GET', '/health', 5, null, $asked );
	if ( is_wp_error( $health ) ) {
		/* translators: 1: an address, 2: what went wrong. */
		return sprintf( __( 'Nothing answers at %1$s (%2$s). Is “provenance serve” running there?', 'provenance' ), $address, $health->get_error_message() );
	}
	$said = json_decode( wp_remote_retrieve_body( $health ), true, 8 );
	if ( ! is_array( $said ) || ! isset( $said['status'] ) ) {
		/* translators: 1: an address, 2: HTTP status. */
		return sprintf( __( 'Something else than the picture check service answers at %1$s (status %2$d).', 'provenance' ), $address, (int) wp_remote_retrieve_response_code( $health ) );
	}
	$answer = connect( 'POST', '/v1/check?mode=fast', 5, array( 'article' => array( 'headline' => 'Test', 'body' => '', 'images' => array() ) ), $asked );
	if ( is_wp_error( $answer ) ) {
		return $answer->get_error_message();
	}
	$status = (int) wp_remote_retrieve_response_code( $answer );
	if ( 401 === $status || 403 === $status ) {
		return __( 'The service does not know this token. It must be one of PROVENANCE_SERVICE_TOKENS there.', 'provenance' );
	}
	if ( $status >= 400 && 422 !== $status ) {
		$said = json_decode( wp_remote_retrieve_body( $answer ), true, 8 );
		return "HTTP $status: " . text_of( $said['error']['message'] ?? '' );
	}
	if ( connection() === $asked ) {
		works_again();
	}
	return 'ok' === $said['status'] ? '' : implode( ' ', array_map( __NAMESPACE__ . '\\text_of', (array) ( $said['troubles'] ?? array( $said['status'] ) ) ) );
}

/** Administrators read on the dashboard and in the lists what keeps the service from answering. */
function print_trouble(): void {
	$screen  = get_current_screen();
	$trouble = trouble();
	if ( ! $trouble || ! $screen || ! in_array( $screen->base, array( 'dashboard', 'edit', 'settings_page_provenance' ), true ) || ! current_user_can( 'manage_options' ) ) {
		return;
	}
	printf(
		'<div class="notice notice-warning provenance-trouble"><p><strong>%s</strong> %s <a href="%s">%s</a></p></div>',
		esc_html__( 'Picture check', 'provenance' ),
		/* translators: 1: a time span, 2: what went wrong. */
		esc_html( sprintf( __( 'For %1$s pictures have not been checked: %2$s.', 'provenance' ), human_time_diff( $trouble['since'] ), rtrim( $trouble['why'], '.' ) ) ),
		esc_url( admin_url( 'options-general.php?page=provenance' ) ),
		esc_html__( 'Settings', 'provenance' )
	);
}

/** A test in Tools → Site Health. */
function add_health_test( $tests ) {
	$tests['direct']['provenance'] = array(
		'label' => __( 'Picture check', 'provenance' ),
		'test'  => __NAMESPACE__ . '\\health_test',
	);
	return $tests;
}

function health_test(): array {
	$wrong   = test_connection();
	$waiting = count( unchecked_posts( 100 ) );
	/* translators: %d: a number. */
	$told = $waiting ? sprintf( _n( '%d article is published or held unchecked.', '%d articles are published or held unchecked.', $waiting, 'provenance' ), $waiting ) : '';
	return array(
		'label'       => '' === $wrong ? __( 'The picture check service answers', 'provenance' ) : __( 'The picture check service cannot be used', 'provenance' ),
		'status'      => '' === $wrong ? ( $waiting ? 'recommended' : 'good' ) : ( '' === address() ? 'recommended' : 'critical' ),
		'badge'       => array(
			'label' => __( 'Picture check', 'provenance' ),
			'color' => 'blue',
		),
		'description' => '<p>' . esc_html( trim( ( '' === $wrong ? __( 'Address and token are right.', 'provenance' ) : $wrong ) . " $told" ) ) . '</p>',
		'actions'     => sprintf( '<a href="%s">%s</a>', esc_url( admin_url( 'options-general.php?page=provenance' ) ), esc_html__( 'Settings', 'provenance' ) ),
		'test'        => 'provenance',
	);
}

/** A section in Tools → Site Health → Info; the token is not in it. */
function add_debug_section( $sections ) {
	$trouble                = trouble();
	$sections['provenance'] = array(
		'label'  => __( 'Picture check', 'provenance' ),
		'fields' => array(
			'address'    => array(
				'label' => __( 'Address of the service', 'provenance' ),
				'value' => address(),
			),
			'token'      => array(
				'label' => __( 'Token', 'provenance' ),
				'value' => '' === token() ? __( 'none', 'provenance' ) : __( 'set', 'provenance' ),
			),
			'unanswered' => array(
				'label' => __( 'When the service does not answer', 'provenance' ),
				'value' => unanswered_action(),
			),
			'trouble'    => array(
				'label' => __( 'Trouble', 'provenance' ),
				'value' => $trouble ? gmdate( 'c', $trouble['since'] ) . ' ' . $trouble['why'] : __( 'none', 'provenance' ),
			),
			'unchecked'  => array(
				'label' => __( 'Articles waiting to be checked', 'provenance' ),
				'value' => (string) count( unchecked_posts( 100 ) ),
			),
		),
	);
	return $sections;
}
