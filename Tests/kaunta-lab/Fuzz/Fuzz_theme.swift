/// A theme file of any text: a theme, or problems of one line each; never neither, never a crash.
@_cdecl("LLVMFuzzerTestOneInput")
package func fuzzOne(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  do {
    let theme = try ThemeFile(file: "themes/mine.toml", text: text).theme(basedOn: .counter)
    for role in Role.allCases {
      for level in ColourLevel.allCases {
        _ = ThemeResolver(palette: theme.palette, roles: theme.roles).resolve(role, level: level)
      }
    }
  } catch {
    if error.problems.isEmpty { fatalError("refused without a word") }
    for line in error.lines where line.utf8.contains(0x0A) { fatalError("a problem of two lines") }
  }
  return 0
}
