/// What is read can be written, and what was written reads as the same again.
@_cdecl("LLVMFuzzerTestOneInput")
package func fuzzOne(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: bytes, count: count))
  guard let value = try? JSONValue(parsing: input) else { return 0 }
  guard let again = try? JSONValue(parsing: Array(value.compactText.utf8)), again == value else {
    fatalError("what was written is not what was read")
  }
  let canonical = value.canonicalText
  guard let sorted = try? JSONValue(parsing: Array(canonical.utf8)), sorted.canonicalText == canonical else {
    fatalError("the canonical text is not canonical")
  }
  return 0
}
