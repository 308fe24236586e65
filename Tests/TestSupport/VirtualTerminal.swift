import CVirtualTerminal

/// A terminal without glass: takes the bytes that a program writes, knows what would be seen, and encodes keys.
///
/// libvterm 0.1.4, wrapped whole in this file, because 0.3 has another interface.
package final class VirtualTerminal {
  /// Whether the alternate screen is shown.
  package private(set) var alternateScreenIsShown = false
  /// Whether the cursor is shown.
  package private(set) var cursorIsShown = true
  /// The title that was set last.
  package private(set) var title = ""
  /// How often the bell rang.
  package private(set) var bellCount = 0
  /// The size.
  package private(set) var columns: Int
  /// The size.
  package private(set) var rows: Int

  private let terminal: OpaquePointer
  private let screen: OpaquePointer
  private let state: OpaquePointer
  private let callbacks = UnsafeMutablePointer<VTermScreenCallbacks>.allocate(capacity: 1)

  /// Makes an empty terminal.
  package init(columns: Int, rows: Int) throws {
    guard let terminal = vterm_new(Int32(rows), Int32(columns)), let screen = vterm_obtain_screen(terminal),
      let state = vterm_obtain_state(terminal)
    else { throw TestFailure("libvterm has no memory") }
    self.columns = columns
    self.rows = rows
    self.terminal = terminal
    self.screen = screen
    self.state = state
    vterm_set_utf8(terminal, 1)
    vterm_screen_enable_altscreen(screen, 1)
    var functions = VTermScreenCallbacks()
    functions.settermprop = { property, value, user in
      guard let user, let value else { return 0 }
      return Unmanaged<VirtualTerminal>.fromOpaque(user).takeUnretainedValue().set(property, value.pointee)
    }
    functions.bell = { user in
      guard let user else { return 0 }
      Unmanaged<VirtualTerminal>.fromOpaque(user).takeUnretainedValue().bellCount += 1
      return 1
    }
    callbacks.initialize(to: functions)
    vterm_screen_set_callbacks(screen, callbacks, Unmanaged.passUnretained(self).toOpaque())
    vterm_screen_reset(screen, 1)
  }

  deinit {
    vterm_free(terminal)
    callbacks.deallocate()
  }

  /// Takes bytes that a program wrote.
  package func feed(_ bytes: some Collection<UInt8>) {
    Array(bytes).withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      _ = vterm_input_write(terminal, start.assumingMemoryBound(to: CChar.self), buffer.count)
    }
  }

  /// Takes another size.
  package func resize(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    vterm_set_size(terminal, Int32(rows), Int32(columns))
  }

  /// Where the cursor is.
  package var cursor: (row: Int, column: Int) {
    var position = VTermPos()
    vterm_state_get_cursorpos(state, &position)
    return (Int(position.row), Int(position.col))
  }

  /// What is seen.
  package var text: ScreenText {
    ScreenText(
      lines: (0..<rows).map { row in
        var line = ""
        var column = 0
        while column < columns {
          let cell = cell(row: row, column: column)
          line += cell.text.isEmpty ? " " : cell.text
          column += max(1, cell.width)
        }
        while line.last == " " { line.removeLast() }
        return line
      })
  }

  /// What is in one cell.
  package func cell(row: Int, column: Int) -> ScreenCell {
    var raw = VTermScreenCell()
    vterm_screen_get_cell(screen, VTermPos(row: Int32(row), col: Int32(column)), &raw)
    var text = String.UnicodeScalarView()
    withUnsafeBytes(of: raw.chars) { buffer in
      for value in buffer.bindMemory(to: UInt32.self) {
        // 0 ends the text; all ones marks the right half of wide text.
        guard value != 0, value != UInt32.max, let scalar = Unicode.Scalar(value) else { break }
        text.append(scalar)
      }
    }
    return ScreenCell(
      text: String(text), width: Int(raw.width), bold: raw.attrs.bold != 0, underline: raw.attrs.underline != 0,
      italic: raw.attrs.italic != 0, reverse: raw.attrs.reverse != 0, foreground: Self.colour(raw.fg),
      background: Self.colour(raw.bg))
  }

  /// The bytes that this terminal would send for a key, in the modes that the program has set.
  package func bytes(for key: VirtualKey) -> [UInt8] {
    let code: VTermKey
    var modifier = VTERM_MOD_NONE
    switch key {
    case .control(let letter):
      vterm_keyboard_unichar(terminal, letter.unicodeScalars.first?.value ?? 0, VTERM_MOD_CTRL)
      return output()
    case .enter: code = VTERM_KEY_ENTER
    case .tab: code = VTERM_KEY_TAB
    case .backTab:
      code = VTERM_KEY_TAB
      modifier = VTERM_MOD_SHIFT
    case .escape: code = VTERM_KEY_ESCAPE
    case .backspace: code = VTERM_KEY_BACKSPACE
    case .delete: code = VTERM_KEY_DEL
    case .insert: code = VTERM_KEY_INS
    case .up: code = VTERM_KEY_UP
    case .down: code = VTERM_KEY_DOWN
    case .left: code = VTERM_KEY_LEFT
    case .right: code = VTERM_KEY_RIGHT
    case .home: code = VTERM_KEY_HOME
    case .end: code = VTERM_KEY_END
    case .pageUp: code = VTERM_KEY_PAGEUP
    case .pageDown: code = VTERM_KEY_PAGEDOWN
    case .function(let number): code = VTermKey(VTERM_KEY_FUNCTION_0.rawValue + UInt32(number))
    }
    vterm_keyboard_key(terminal, code, modifier)
    return output()
  }

  /// The bytes for pasted text, between marks if the program asked for marks.
  package func bytes(forPaste text: String) -> [UInt8] {
    vterm_keyboard_start_paste(terminal)
    var bytes = output()
    // Terminals send the Enter key's byte for every line end in a paste.
    bytes += text.utf8.map { $0 == 0x0A ? 0x0D : $0 }
    vterm_keyboard_end_paste(terminal)
    return bytes + output()
  }

  /// What it answers to questions of the program.
  package func answers() -> [UInt8] { output() }

  private func output() -> [UInt8] {
    var buffer = [CChar](repeating: 0, count: 256)
    let count = vterm_output_read(terminal, &buffer, buffer.count)
    return buffer[..<count].map { UInt8(bitPattern: $0) }
  }

  private func set(_ property: VTermProp, _ value: VTermValue) -> Int32 {
    switch property {
    case VTERM_PROP_ALTSCREEN: alternateScreenIsShown = value.boolean != 0
    case VTERM_PROP_CURSORVISIBLE: cursorIsShown = value.boolean != 0
    case VTERM_PROP_TITLE: title = value.string.map { String(cString: $0) } ?? ""
    default: return 0
    }
    return 1
  }

  private static func colour(_ colour: VTermColor) -> ScreenCell.Colour {
    let kind = UInt32(colour.type)
    if kind & VTERM_COLOR_DEFAULT_MASK.rawValue != 0 { return .standard }
    if kind & VTERM_COLOR_TYPE_MASK.rawValue == VTERM_COLOR_INDEXED.rawValue { return .indexed(colour.indexed.idx) }
    return .exact(UInt32(colour.rgb.red) << 16 | UInt32(colour.rgb.green) << 8 | UInt32(colour.rgb.blue))
  }
}
