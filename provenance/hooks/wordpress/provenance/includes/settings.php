<?php
/**
 * Where the service is, and what happens while it does not answer.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

const OPTION = 'provenance_settings';

add_action( 'admin_menu', __NAMESPACE__ . '\\add_settings_page' );
add_action( 'admin_init', __NAMESPACE__ . '\\register_settings' );

/** The settings: `address` and `token` of the service, and `unanswered`: `publish` or `hold`. */
function settings(): array {
	$kept = get_option( OPTION );
	return array_merge(
		array(
			'address'    => '',
			'token'      => '',
			'unanswered' => 'publish',
		),
		is_array( $kept ) ? $kept : array()
	);
}

/** The service's address: of the constant PROVENANCE_ADDRESS (for all sites of a network), else of the environment, else of the database. */
function address(): string {
	if ( address_is_outside() ) {
		return untrailingslashit( defined( 'PROVENANCE_ADDRESS' ) ? (string) constant( 'PROVENANCE_ADDRESS' ) : (string) getenv( 'PROVENANCE_ADDRESS' ) );
	}
	return settings()['address'];
}

/** True where the address is not kept in the database. */
function address_is_outside(): bool {
	return defined( 'PROVENANCE_ADDRESS' ) || '' !== (string) getenv( 'PROVENANCE_ADDRESS' );
}

/** The token: of the constant PROVENANCE_TOKEN, else of the environment variable, else of the database. */
function token(): string {
	if ( token_is_outside() ) {
		return defined( 'PROVENANCE_TOKEN' ) ? (string) constant( 'PROVENANCE_TOKEN' ) : (string) getenv( 'PROVENANCE_TOKEN' );
	}
	return settings()['token'];
}

/** True where the token is not kept in the database. */
function token_is_outside(): bool {
	return defined( 'PROVENANCE_TOKEN' ) || '' !== (string) getenv( 'PROVENANCE_TOKEN' );
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
 * The settings out of the form. An address that is none, and an empty token, leave what was kept.
 *
 * @param mixed $given The submitted values.
 */
function sanitize_settings( $given ): array {
	$kept    = settings();
	$given   = is_array( $given ) ? $given : array();
	$address = untrailingslashit( esc_url_raw( trim( (string) ( $given['address'] ?? '' ) ), array( 'http', 'https' ) ) );
	if ( '' !== $address && ! wp_parse_url( $address, PHP_URL_HOST ) || '' === $address && '' !== trim( (string) ( $given['address'] ?? '' ) ) ) {
		add_settings_error( OPTION, 'address', __( 'The address must begin with http:// or https:// and name a host, for example http://127.0.0.1:8080.', 'provenance' ) );
		$address = $kept['address'];
	}
	$token = preg_replace( '/[^\x21-\x7e]/', '', (string) ( $given['token'] ?? '' ) );
	delete_option( TROUBLE ); // Of the service before.
	return array(
		'address'    => $address,
		'token'      => '' === $token ? $kept['token'] : $token,
		'unanswered' => 'hold' === ( $given['unanswered'] ?? '' ) ? 'hold' : 'publish',
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

function report_test(): void {
	$wrong = test_connection();
	if ( '' === $wrong ) {
		check_what_waits_now();
	}
	add_settings_error( OPTION, 'connection', '' === $wrong ? __( 'The picture check service answers: address and token are right.', 'provenance' ) : $wrong, '' === $wrong ? 'success' : 'error' );
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
	$settings = settings();
	?>
	<div class="wrap">
		<h1><?php esc_html_e( 'Picture check', 'provenance' ); ?></h1>
		<form action="options.php" method="post">
			<?php settings_fields( 'provenance' ); ?>
			<table class="form-table" role="presentation">
				<tr>
					<th scope="row"><label for="provenance-address"><?php esc_html_e( 'Address of the service', 'provenance' ); ?></label></th>
					<td><input name="<?php echo esc_attr( OPTION ); ?>[address]" id="provenance-address" type="url" class="regular-text" value="<?php echo esc_attr( address() ); ?>" <?php disabled( address_is_outside() ); ?> placeholder="http://127.0.0.1:8080">
					<p class="description"><?php esc_html_e( 'Where “provenance serve” listens. Use https where it is on another machine. Without an address nothing is checked.', 'provenance' ); ?></p></td>
				</tr>
				<tr>
					<th scope="row"><label for="provenance-token"><?php esc_html_e( 'Token', 'provenance' ); ?></label></th>
					<td><input name="<?php echo esc_attr( OPTION ); ?>[token]" id="provenance-token" type="password" autocomplete="off" class="regular-text" value="" <?php disabled( token_is_outside() ); ?>
						placeholder="<?php echo esc_attr( token_is_outside() ? __( 'set outside of the database', 'provenance' ) : ( '' === token() ? '' : __( 'kept; leave empty to keep it', 'provenance' ) ) ); ?>">
					<p class="description"><?php esc_html_e( 'To keep it out of the database, define PROVENANCE_TOKEN in wp-config.php or in the environment.', 'provenance' ); ?></p></td>
				</tr>
				<tr>
					<th scope="row"><?php esc_html_e( 'When the service does not answer', 'provenance' ); ?></th>
					<td><fieldset>
						<label><input type="radio" name="<?php echo esc_attr( OPTION ); ?>[unanswered]" value="publish" <?php checked( $settings['unanswered'], 'publish' ); ?>> <?php esc_html_e( 'Publish, and say that the pictures were not checked', 'provenance' ); ?></label><br>
						<label><input type="radio" name="<?php echo esc_attr( OPTION ); ?>[unanswered]" value="hold" <?php checked( $settings['unanswered'], 'hold' ); ?>> <?php esc_html_e( 'Do not publish', 'provenance' ); ?></label>
					</fieldset></td>
				</tr>
			</table>
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
