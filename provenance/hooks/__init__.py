"""Hooks: one file or small package per CMS, and the HTTP service.

Each imports its framework only where it is used.
"""
