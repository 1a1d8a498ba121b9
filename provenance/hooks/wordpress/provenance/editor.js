/**
 * The block editor: the findings in the sidebar and before publishing, and the form for an override.
 *
 * No build step: plain functions and wp.element.createElement, which every WordPress since 6.1 understands.
 * React escapes every text; the addresses of originals are limited to http and https by the server.
 */
( function ( wp ) {
	'use strict';
	const { createElement: el, Fragment, useCallback, useEffect, useRef, useState } = wp.element;
	const { Button, Notice, Spinner, TextControl, TextareaControl } = wp.components;
	const { useDispatch, useSelect } = wp.data;
	const { __, sprintf } = wp.i18n;
	const apiFetch = wp.apiFetch;
	// WordPress 6.6 has moved the panels.
	const Panel = wp.editor.PluginDocumentSettingPanel || wp.editPost.PluginDocumentSettingPanel;
	const PrePublishPanel = wp.editor.PluginPrePublishPanel || wp.editPost.PluginPrePublishPanel;

	const VERDICTS = {
		mismatch: __( 'does not match', 'provenance' ),
		incomplete: __( 'incomplete', 'provenance' ),
		attention: __( 'needs attention', 'provenance' ),
		accepted: __( 'accepted, not verified', 'provenance' ),
		consistent: __( 'consistent with its original', 'provenance' ),
	};
	const SEVERITIES = {
		error: __( 'error', 'provenance' ),
		warning: __( 'warning', 'provenance' ),
		info: __( 'note', 'provenance' ),
	};
	const STATUS = { block: 'error', warn: 'warning', allow: 'info', pending: 'info' };

	/** The post in the editor: its number, and a function that asks the server about it. */
	function usePost() {
		const id = useSelect( ( select ) => select( 'core/editor' ).getCurrentPostId(), [] );
		const ask = useCallback(
			( path, data, method ) => apiFetch( { path: `/provenance/v1/posts/${ id }${ path }`, method: method || ( data ? 'POST' : 'GET' ), data } ),
			[ id ]
		);
		return { id, ask };
	}

	/** What is in the editor now, saved or not. */
	function edited() {
		const editor = wp.data.select( 'core/editor' );
		return {
			title: editor.getEditedPostAttribute( 'title' ) || '',
			content: editor.getEditedPostContent(),
			excerpt: editor.getEditedPostAttribute( 'excerpt' ) || '',
			featured_media: editor.getEditedPostAttribute( 'featured_media' ) || 0,
		};
	}

	/** The blocks in the editor, those inside of others too. */
	function allBlocks( blocks ) {
		return blocks.flatMap( ( block ) => [ block, ...allBlocks( block.innerBlocks ) ] );
	}

	/** A file's name without its size. */
	const nameOf = ( address ) => decodeURIComponent( String( address ).split( /[?#]/ )[ 0 ].split( '/' ).pop() ).replace( /-\d+x\d+(?=\.\w+$)/, '' );

	/** The block that shows a picture; undefined for the featured picture, and for one in plain HTML. */
	function blockOf( image ) {
		return allBlocks( wp.data.select( 'core/block-editor' ).getBlocks() ).find(
			( block ) => block.attributes.url && nameOf( block.attributes.url ) === nameOf( image.url )
		);
	}

	/** One override for everything that is said of a picture. */
	function Override( { image, ask, done } ) {
		const [ open, setOpen ] = useState( false );
		const [ reason, setReason ] = useState( '' );
		const [ until, setUntil ] = useState( '' );
		const [ trouble, setTrouble ] = useState( '' );
		const [ busy, setBusy ] = useState( false );
		if ( ! open ) {
			return el( Button, { variant: 'link', onClick: () => setOpen( true ) }, __( 'Override what is found of this picture …', 'provenance' ) );
		}
		const keep = () => {
			setBusy( true );
			ask( '/overrides', { picture: image.url, reason, until } )
				.then( done )
				.catch( ( error ) => {
					setBusy( false );
					setTrouble( error.message || String( error ) );
				} );
		};
		return el( Fragment, null,
			el( TextareaControl, { label: __( 'Why these findings do not count', 'provenance' ), value: reason, maxLength: 500, onChange: setReason } ),
			el( TextControl, { label: __( 'Until (optional)', 'provenance' ), type: 'date', value: until, onChange: setUntil } ),
			trouble && el( Notice, { status: 'error', isDismissible: false }, trouble ),
			el( Button, { variant: 'secondary', isBusy: busy, disabled: busy || ! reason.trim(), onClick: keep }, __( 'Keep this override', 'provenance' ) )
		);
	}

	/** A picture with the published part of it drawn, once it is known to be of the shape that was compared. */
	function Cropped( { src, alt, crop } ) {
		const [ shape, setShape ] = useState( 0 );
		const fits = crop && crop.shape && Math.abs( shape - crop.shape ) < 0.02 * crop.shape;
		return el( 'div', { style: { position: 'relative' } },
			el( 'img', { src, alt, referrerPolicy: 'no-referrer', style: { display: 'block', maxWidth: '100%' }, onLoad: ( event ) => setShape( event.target.naturalWidth / event.target.naturalHeight ) } ),
			fits && el( 'div', {
				className: 'provenance-crop',
				role: 'img',
				'aria-label': __( 'The part that is published', 'provenance' ),
				title: __( 'The part that is published', 'provenance' ),
				style: { position: 'absolute', boxSizing: 'border-box', outline: '1px solid #000', border: '2px solid #fff', left: `${ crop.left }%`, top: `${ crop.top }%`, width: `${ crop.width }%`, height: `${ crop.height }%` },
			} )
		);
	}

	/** The published picture beside its original. Nothing is loaded from there before somebody asks for it. */
	function SideBySide( { image, original } ) {
		const [ open, setOpen ] = useState( false );
		if ( ! /^https?:/i.test( original.media_url || '' ) ) {
			return null;
		}
		if ( ! open ) {
			return el( Button, { variant: 'link', onClick: () => setOpen( true ) }, __( 'Show both pictures', 'provenance' ) );
		}
		const shown = ( src, label, crop ) => el( 'figure', { style: { flex: 1, margin: 0, minWidth: 0 } },
			el( Cropped, { src, alt: label, crop } ),
			el( 'figcaption', null, label )
		);
		return el( 'div', { className: 'provenance-both', style: { display: 'flex', gap: '8px' } },
			shown( image.url, __( 'published', 'provenance' ) ),
			shown( original.media_url, __( 'original', 'provenance' ), original.crop )
		);
	}

	/** The credit line to print, with a button that writes it under the picture. */
	function CreditLine( { image, line } ) {
		const [ copied, setCopied ] = useState( false );
		const insert = () => {
			const block = blockOf( image );
			if ( block && block.name === 'core/image' ) {
				const caption = String( block.attributes.caption || '' );
				wp.data.dispatch( 'core/block-editor' ).updateBlockAttributes( block.clientId, { caption: `${ caption } ${ line }`.trim() } );
				wp.data.dispatch( 'core/block-editor' ).selectBlock( block.clientId );
			} else if ( window.navigator.clipboard ) {
				window.navigator.clipboard.writeText( line ).then( () => setCopied( true ), () => {} );
			}
		};
		const block = blockOf( image );
		const inserts = block && block.name === 'core/image';
		return el( 'p', { className: 'provenance-line' },
			__( 'Credit line to print:', 'provenance' ), ' ', el( 'q', null, line ), ' ',
			el( Button, { variant: 'link', onClick: insert }, inserts ? __( 'Insert this credit line', 'provenance' ) : __( 'Copy', 'provenance' ) ),
			copied && ` ${ __( 'copied', 'provenance' ) }`
		);
	}

	function Overridden( { one, mayOverride, ask, done } ) {
		const when = one.when ? String( one.when ).slice( 0, 10 ) : '';
		/* translators: %s: a date. */
		const until = one.until ? ` ${ sprintf( __( '(until %s)', 'provenance' ), one.until ) }` : '';
		return el( 'li', null,
			/* translators: 1: a sentence of the check, 2: who, when, why. */
			sprintf( __( 'Overridden: %1$s (%2$s)', 'provenance' ), one.message, `${ [ one.who, when ].filter( Boolean ).join( ', ' ) }: ${ one.reason }${ until }` ), ' ',
			mayOverride && one.id && el( Button, { variant: 'link', onClick: () => ask( `/overrides/${ one.id }`, undefined, 'DELETE' ).then( done, done ) }, __( 'Withdraw', 'provenance' ) )
		);
	}

	function Picture( { image, mayOverride, ask, done } ) {
		const verdict = VERDICTS[ image.verdict ] || __( 'not verified', 'provenance' );
		const block = blockOf( image );
		const line = ( image.originals[ 0 ] || {} ).credit_line;
		const serious = image.findings.some( ( one ) => one.severity !== 'info' );
		return el( 'section', { className: 'provenance-picture' },
			/* translators: 1: a number, 2: how the check of this picture ended. */
			el( 'h3', { style: { fontSize: '13px', lineHeight: 1.4, margin: '12px 0 4px', textTransform: 'none' } }, sprintf( __( 'Picture %1$d: %2$s', 'provenance' ), image.number, verdict ) ),
			el( 'p', { className: 'provenance-name', style: { margin: 0, opacity: 0.8, overflowWrap: 'anywhere' } },
				image.label, ' ',
				block && el( Button, { variant: 'link', onClick: () => wp.data.dispatch( 'core/block-editor' ).selectBlock( block.clientId ) }, __( 'Go to it', 'provenance' ) )
			),
			el( 'p', null, image.caption, ' ', el( 'em', null, image.credit ) ),
			image.originals.map( ( one, at ) => el( 'div', { key: `o${ at }` },
				__( 'Original:', 'provenance' ), ' ',
				/^https?:/i.test( one.page_url ) ? el( 'a', { href: one.page_url, target: '_blank', rel: 'noopener noreferrer' }, one.title || one.page_url ) : one.title, ' ',
				el( SideBySide, { image, original: one } )
			) ),
			line && serious && el( CreditLine, { image, line } ),
			el( 'ul', { style: { listStyle: 'disc', paddingInlineStart: '1.2em' } },
				image.findings.map( ( one, at ) => el( 'li', { key: `f${ at }` },
					el( 'strong', null, SEVERITIES[ one.severity ] || one.severity ), ' ', one.message, ' ', one.suggestion, ' ', el( 'code', null, one.rule )
				) ),
				image.overridden.map( ( one, at ) => el( Overridden, { key: `v${ at }`, one, mayOverride, ask, done } ) )
			),
			mayOverride && serious && el( Override, { image, ask, done } ),
			image.not_checked.length > 0 && el( 'details', null,
				/* translators: %d: a number. */
				el( 'summary', null, sprintf( __( '%d not checked', 'provenance' ), image.not_checked.length ) ),
				el( 'ul', null, image.not_checked.map( ( one, at ) => el( 'li', { key: at }, `${ one.rule }: ${ one.detail || one.reason }` ) ) )
			)
		);
	}

	function Result( { result, ask, done } ) {
		if ( ! result || result.state !== 'done' ) {
			const known = result && result.state === 'not-checked';
			return el( Notice, { status: known ? 'warning' : 'info', isDismissible: false }, result && result.summary, known && result.technical && el( 'p', null, el( 'code', null, result.technical ) ) );
		}
		return el( Fragment, null,
			el( Notice, { status: STATUS[ result.action ], isDismissible: false }, result.summary ),
			result.images.map( ( image ) => el( Picture, { key: image.number, image, mayOverride: result.mayOverride, ask, done } ) )
		);
	}

	/** Checks what is in the editor, at once or on demand. */
	function Check( { atOnce, result, setResult, ask } ) {
		const [ busy, setBusy ] = useState( false );
		const [ trouble, setTrouble ] = useState( '' );
		const check = useCallback( () => {
			setBusy( true );
			setTrouble( '' );
			return ask( '/check', edited() )
				.then( setResult )
				.catch( ( error ) => setTrouble( error.message || String( error ) ) )
				.then( () => setBusy( false ) );
		}, [ ask, setResult ] );
		useEffect( () => {
			if ( atOnce ) {
				check();
			}
		}, [ atOnce, check ] );
		return el( Fragment, null,
			trouble && el( Notice, { status: 'warning', isDismissible: false }, trouble ),
			busy && el( 'p', null, el( Spinner ), __( 'Checking the pictures …', 'provenance' ) ),
			// What was found last stays to be read while it is checked again.
			( ! busy || ( result && result.state === 'done' ) ) && el( 'div', { style: busy ? { opacity: 0.6 } : {} }, el( Result, { result, ask, done: check } ) ),
			! busy && el( Button, { variant: 'secondary', onClick: check }, __( 'Check the pictures', 'provenance' ) )
		);
	}

	function PictureCheck() {
		const { ask } = usePost();
		const [ result, setResult ] = useState( null );
		const { createWarningNotice, createErrorNotice, removeNotice } = useDispatch( 'core/notices' );
		const { saving, live } = useSelect( ( select ) => {
			const editor = select( 'core/editor' );
			return { saving: editor.isSavingPost() && ! editor.isAutosavingPost(), live: editor.isCurrentPostPublished() };
		}, [] );
		const wasSaving = useRef( null );
		useEffect( () => {
			const first = wasSaving.current === null;
			const saved = wasSaving.current && ! saving;
			wasSaving.current = saving;
			if ( ! first && ! saved ) {
				return;
			}
			ask( '' ).then( ( latest ) => {
				setResult( latest );
				removeNotice( 'provenance' );
				if ( latest.held.length ) {
					createErrorNotice( `${ __( 'Not published.', 'provenance' ) } ${ latest.held.join( ' ' ) }`, { id: 'provenance' } );
				} else if ( latest.alert.length ) {
					createErrorNotice( `${ __( 'This article is published.', 'provenance' ) } ${ latest.alert.join( ' ' ) }`, { id: 'provenance' } );
				} else if ( saved && live && latest.state === 'not-checked' ) {
					createWarningNotice( latest.summary, { id: 'provenance' } );
				} else if ( saved && live && latest.action === 'warn' ) {
					createWarningNotice( latest.brief.join( ' ' ), { id: 'provenance' } );
				}
			} ).catch( () => setResult( null ) ); // a new post has no number yet
		}, [ saving, live, ask, createErrorNotice, createWarningNotice, removeNotice ] );
		const title = __( 'Picture check', 'provenance' );
		return el( Fragment, null,
			el( Panel, { name: 'provenance', title, className: 'provenance-panel' }, el( Check, { result, setResult, ask } ) ),
			el( PrePublishPanel, { title, initialOpen: true, className: 'provenance-prepublish' }, el( Check, { atOnce: true, result, setResult, ask } ) )
		);
	}

	wp.plugins.registerPlugin( 'provenance', { render: PictureCheck, icon: 'format-image' } );
} )( window.wp );
