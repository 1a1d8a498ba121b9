<?php
// The classic editor for addresses that ask for it: the plug-in that brings it back is not in the package.
add_filter( 'use_block_editor_for_post', static fn( $block ) => $block && ! isset( $_GET['classic'] ) );
add_filter( 'redirect_post_location', static fn( $to ) => isset( $_GET['classic'] ) ? add_query_arg( 'classic', 1, $to ) : $to );
