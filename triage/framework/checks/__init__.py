"""The rules a framework must keep beyond its shape, by subject. Each check takes a draft and yields faults; `references.check` runs all."""
