<?php
/**
 * Where the service is, and what happens while it does not answer.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

const OPTION         = 'provenance_settings';
const NETWORK_OPTION = 'provenance_network';

add_action( 'admin_menu', __NAMESPACE__ . '\\add_settings_page' );
add_action( 'admin_init', __NAMESPACE__ . '\\register_settings' );

const NOTHING_SET = array(
	'address'    => '',
	'token'      => '',
	'unanswered' => '',
);

/** This site's own settings: `address` and `token` of the service, and `unanswered`: `publish`, `hold`, or empty. */
function settings(): array {
	$kept = get_option( OPTION );
	return array_merge( NOTHING_SET, is_array( $kept ) ? $kept : array() );
}

/** The same for every site of a network that has none of its own. */
function network_settings(): array {
	$kept = is_multisite() ? get_site_option( NETWORK_OPTION ) : array();
	return array_merge( NOTHING_SET, is_array( $kept ) ? $kept : array() );
}

/** What a constant says, else the environment; empty where neither does. */
function outside( string $name ): string {
	return defined( $name ) ? (string) constant( $name ) : (string) getenv( $name );
}

/**
 * `address` and `token` of the service that this site asks.
 *
 * A token goes only to an address that somebody of the same rank has entered: on a network, a site's own address gets the
 * site's own token, never that of the network or of the server, and no other address gets the site's own token.
 *
 * @return string[]
 */
function connection(): array {
	$own = settings();
	if ( ! is_multisite() ) {
		return connection_of( $own );
	}
	return '' === outside_address() && '' !== $own['address'] ? array( $own['address'], $own['token'] ) : network_connection();
}

/**
 * The same of the network's service, which a site asks that has entered none of its own.
 *
 * @return string[]
 */
function network_connection(): array {
	return connection_of( network_settings() );
}

/**
 * Address and token of settings before which PROVENANCE_ADDRESS and PROVENANCE_TOKEN stand.
 *
 * @param array $kept The settings.
 * @return string[]
 */
function connection_of( array $kept ): array {
	$address = outside_address() ?: $kept['address'];
	return array( $address, outside( 'PROVENANCE_TOKEN' ) ?: token_for( $address, $kept ) );
}

/**
 * The kept token for this address; empty where it was typed for another host or port.
 *
 * @param string $address Where it would be sent.
 * @param array  $kept    The settings that it is kept in: typed for their address, else for that of PROVENANCE_ADDRESS.
 */
function token_for( string $address, array $kept ): string {
	$host = static fn( string $at ): string => strtolower( wp_parse_url( $at, PHP_URL_HOST ) . ':' . wp_parse_url( $at, PHP_URL_PORT ) );
	return $host( $address ) === $host( $kept['address'] ?: outside_address() ) ? $kept['token'] : '';
}

/** What PROVENANCE_ADDRESS says; empty where nothing does. */
function outside_address(): string {
	return untrailingslashit( outside( 'PROVENANCE_ADDRESS' ) );
}

/** The service's address: of PROVENANCE_ADDRESS (a constant or in the environment), the site, or the network. */
function address(): string {
	return connection()[0];
}

/** The token that goes with it. */
function token(): string {
	return connection()[1];
}

/** What becomes of an article while the service does not answer: `publish` or `hold`. */
function unanswered_action(): string {
	return settings()['unanswered'] ?: ( network_settings()['unanswered'] ?: 'publish' );
}

function add_settings_page(): void {
	add_options_page( __( 'Picture check', 'provenance' ), __( 'Picture check', 'provenance' ), 'manage_options', 'provenance', __NAMESPACE__ . '\\settings_page' );
}

function register_settings(): void {
	register_setting(
		'provenance',
		OPTION,
		array(
			'type'              => 'array',
			'sanitize_callback' => __NAMESPACE__ . '\\sanitize_settings',
			'show_in_rest'      => false,
		)
	);
}

/**
 * The settings out of the form. An address that is none leaves address and token as they were; an empty token leaves the
 * kept one, unless the address is now on another host or port.
 *
 * @param mixed $given The submitted values.
 */
function sanitize_settings( $given ): array {
	return cleaned_settings( $given, settings() );
}

/**
 * The same out of any form.
 *
 * @param mixed  $given The submitted values.
 * @param array  $kept  What was kept before.
 * @param string $form  Whose form it is.
 */
function cleaned_settings( $given, array $kept, string $form = OPTION ): array {
	$given   = is_array( $given ) ? $given : array();
	$token   = preg_replace( '/[^\x21-\x7e]/', '', (string) ( $given['token'] ?? '' ) );
	$address = untrailingslashit( esc_url_raw( trim( (string) ( $given['address'] ?? '' ) ), array( 'http', 'https' ) ) );
	if ( '' !== $address && ! wp_parse_url( $address, PHP_URL_HOST ) || '' === $address && '' !== trim( (string) ( $given['address'] ?? '' ) ) ) {
		add_settings_error( $form, 'address', __( 'The address must begin with http:// or https:// and name a host, for example http://127.0.0.1:8080.', 'provenance' ) );
		$address = $kept['address'];
		$token   = '';
	}
	$asked = outside_address() ?: $address;
	if ( '' === $asked ) {
		$token = '';
	} elseif ( '' === $token ) {
		$token = token_for( $asked, $kept );
	}
	delete_option( TROUBLE ); // Of the service before.
	return array(
		'address'    => $address,
		'token'      => $token,
		'unanswered' => in_array( $given['unanswered'] ?? '', array( 'hold', 'publish' ), true ) ? $given['unanswered'] : '',
	);
}

add_action( 'updated_option', __NAMESPACE__ . '\\test_new_settings' );
add_action( 'added_option', __NAMESPACE__ . '\\test_new_settings' );
add_action( 'admin_post_provenance_test', __NAMESPACE__ . '\\test_on_demand' );
add_filter( 'plugin_action_links_' . plugin_basename( dirname( __DIR__ ) . '/provenance.php' ), __NAMESPACE__ . '\\link_settings' );

/**
 * A wrong address or token shows when it is entered, not when an article has gone live unchecked.
 *
 * @param string $option The option that was saved.
 */
function test_new_settings( $option ): void {
	if ( OPTION === $option && function_exists( 'add_settings_error' ) && current_user_can( 'manage_options' ) && '' !== address() ) {
		report_test();
	}
}

/** The button "Test the connection". */
function test_on_demand(): void {
	check_admin_referer( 'provenance-test' );
	if ( current_user_can( 'manage_options' ) ) {
		report_test();
		set_transient( 'settings_errors', get_settings_errors(), 30 );
	}
	wp_safe_redirect( admin_url( 'options-general.php?page=provenance&settings-updated=1' ) );
	exit;
}

/**
 * Say on the form whether the service answers.
 *
 * @param string   $form  Whose form it is.
 * @param string[] $asked Address and token; this site's where none are named.
 */
function report_test( string $form = OPTION, ?array $asked = null ): void {
	$asked ??= connection();
	$wrong   = test_connection( $asked );
	if ( '' === $wrong && connection() === $asked ) {
		check_what_waits_now();
	}
	add_settings_error( $form, 'connection', '' === $wrong ? __( 'The picture check service answers: address and token are right.', 'provenance' ) : $wrong, '' === $wrong ? 'success' : 'error' );
}

/** "Settings" beside the plug-in's name. */
function link_settings( $links ) {
	array_unshift( $links, sprintf( '<a href="%s">%s</a>', esc_url( admin_url( 'options-general.php?page=provenance' ) ), esc_html__( 'Settings', 'provenance' ) ) );
	return $links;
}

function settings_page(): void {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	?>
	<div class="wrap">
		<h1><?php esc_html_e( 'Picture check', 'provenance' ); ?></h1>
		<?php if ( '' !== network_settings()['address'] && '' === settings()['address'] ) : ?>
			<p class="provenance-network"><?php esc_html_e( 'This site uses the service of the network. What you enter here stands before it.', 'provenance' ); ?></p>
		<?php endif; ?>
		<form action="options.php" method="post">
			<?php settings_fields( 'provenance' ); ?>
			<?php print_fields( OPTION, settings(), settings()['unanswered'] ?: ( is_multisite() ? '' : 'publish' ) ); ?>
			<?php submit_button(); ?>
		</form>
		<form action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>" method="post">
			<input type="hidden" name="action" value="provenance_test">
			<?php wp_nonce_field( 'provenance-test' ); ?>
			<?php submit_button( __( 'Test the connection', 'provenance' ), 'secondary', 'test', false ); ?>
		</form>
		<?php if ( '' !== address() ) : ?>
			<p><a href="<?php echo esc_url( admin_url( 'tools.php?page=provenance-site' ) ); ?>"><?php esc_html_e( 'Articles that were refused or not checked, and all overrides', 'provenance' ); ?></a></p>
		<?php endif; ?>
	</div>
	<?php
}

/**
 * The fields of a form: the site's, or the network's.
 *
 * @param string $name       What the form calls them.
 * @param array  $kept       What is kept.
 * @param string $unanswered What is in force while the service does not answer.
 */
function print_fields( string $name, array $kept, string $unanswered ): void {
	$address = outside( 'PROVENANCE_ADDRESS' );
	$token   = outside( 'PROVENANCE_TOKEN' );
	?>
	<table class="form-table" role="presentation">
		<tr>
			<th scope="row"><label for="provenance-address"><?php esc_html_e( 'Address of the service', 'provenance' ); ?></label></th>
			<td><input name="<?php echo esc_attr( $name ); ?>[address]" id="provenance-address" type="url" class="regular-text" value="<?php echo esc_attr( '' === $address ? $kept['address'] : $address ); ?>" <?php disabled( '' !== $address ); ?> placeholder="<?php echo esc_attr( network_settings()['address'] ?: 'http://127.0.0.1:8080' ); ?>">
			<p class="description"><?php esc_html_e( 'Where “provenance serve” listens. Use https where it is on another machine. Without an address nothing is checked.', 'provenance' ); ?></p></td>
		</tr>
		<tr>
			<th scope="row"><label for="provenance-token"><?php esc_html_e( 'Token', 'provenance' ); ?></label></th>
			<td><input name="<?php echo esc_attr( $name ); ?>[token]" id="provenance-token" type="password" autocomplete="off" class="regular-text" value="" <?php disabled( '' !== ( is_multisite() && OPTION === $name ? $address : $token ) ); ?>
				placeholder="<?php echo esc_attr( '' !== $kept['token'] ? __( 'kept; leave empty to keep it', 'provenance' ) : ( '' !== $token ? __( 'set outside of the database', 'provenance' ) : '' ) ); ?>">
			<p class="description"><?php esc_html_e( 'To keep it out of the database, define PROVENANCE_TOKEN in wp-config.php or in the environment.', 'provenance' ); ?></p></td>
		</tr>
		<tr>
			<th scope="row"><?php esc_html_e( 'When the service does not answer', 'provenance' ); ?></th>
			<td><fieldset>
				<?php if ( is_multisite() && OPTION === $name ) : ?>
					<label><input type="radio" name="<?php echo esc_attr( $name ); ?>[unanswered]" value="" <?php checked( $unanswered, '' ); ?>> <?php esc_html_e( 'As the network says', 'provenance' ); ?></label><br>
				<?php endif; ?>
				<label><input type="radio" name="<?php echo esc_attr( $name ); ?>[unanswered]" value="publish" <?php checked( $unanswered, 'publish' ); ?>> <?php esc_html_e( 'Publish, and say that the pictures were not checked', 'provenance' ); ?></label><br>
				<label><input type="radio" name="<?php echo esc_attr( $name ); ?>[unanswered]" value="hold" <?php checked( $unanswered, 'hold' ); ?>> <?php esc_html_e( 'Do not publish', 'provenance' ); ?></label>
			</fieldset></td>
		</tr>
	</table>
	<?php
}
