import CTerminal
import Cells

extension TerminalScreen {
  static func rawKey(_ key: kaunta_key) -> RawKey {
    switch Int(key.kind) {
    case KAUNTA_KEY_CHARACTER: Unicode.Scalar(key.value).map(RawKey.character) ?? .named(.unknown)
    case KAUNTA_KEY_UP: .named(.up)
    case KAUNTA_KEY_DOWN: .named(.down)
    case KAUNTA_KEY_LEFT: .named(.left)
    case KAUNTA_KEY_RIGHT: .named(.right)
    case KAUNTA_KEY_HOME: .named(.home)
    case KAUNTA_KEY_END: .named(.end)
    case KAUNTA_KEY_PAGE_UP: .named(.pageUp)
    case KAUNTA_KEY_PAGE_DOWN: .named(.pageDown)
    case KAUNTA_KEY_INSERT: .named(.insert)
    case KAUNTA_KEY_DELETE: .named(.delete)
    case KAUNTA_KEY_BACKSPACE: .named(.backspace)
    case KAUNTA_KEY_ENTER: .named(.enter)
    case KAUNTA_KEY_BACK_TAB: .named(.backTab)
    case KAUNTA_KEY_FUNCTION: .named(.function(Int(key.value)))
    case KAUNTA_KEY_PASTE_START: .pasteStart
    case KAUNTA_KEY_PASTE_END: .pasteEnd
    default: .named(.unknown)
    }
  }
}
