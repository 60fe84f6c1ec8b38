"""The methods of `analysis` under the names and keys of the reference cases, part by part."""
