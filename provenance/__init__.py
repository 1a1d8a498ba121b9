"""Checks the pictures of a news article: is each one what its caption and credit say it is?"""
