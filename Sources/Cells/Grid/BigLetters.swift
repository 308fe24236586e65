/// Letters and digits as squares, seven high, for what is read from three metres.
///
/// Only those that are shown big: an amount's, and those of a few words.
enum BigLetters {
  static let height = 7

  /// The rows of a text from top to bottom, true where a square is filled; nil when a letter has no shape.
  static func rows(of text: String) -> [[Bool]]? {
    var rows = [[Bool]](repeating: [], count: height)
    for letter in text {
      guard let shape = shape(of: letter) else { return nil }
      for (row, squares) in shape.split(separator: " ").enumerated() {
        if !rows[row].isEmpty { rows[row].append(false) }
        rows[row] += squares.map { $0 == "#" }
      }
    }
    return rows
  }

  /// So many squares wide.
  static func width(of text: String) -> Int? { rows(of: text)?.first?.count }

  private static func shape(of letter: Character) -> String? {
    letter.isNumber || letter == "," ? digit(letter) : self.letter(letter)
  }

  private static func digit(_ digit: Character) -> String? {
    switch digit {
    case "0": ".##. #..# #..# #..# #..# #..# .##."
    case "1": ".#. ##. .#. .#. .#. .#. ###"
    case "2": ".##. #..# ...# ..#. .#.. #... ####"
    case "3": ".##. #..# ...# .##. ...# #..# .##."
    case "4": "#..# #..# #..# #### ...# ...# ...#"
    case "5": "#### #... ###. ...# ...# #..# .##."
    case "6": ".##. #..# #... ###. #..# #..# .##."
    case "7": "#### ...# ...# ..#. ..#. .#.. .#.."
    case "8": ".##. #..# #..# .##. #..# #..# .##."
    case "9": ".##. #..# #..# .### ...# #..# .##."
    case ",": ".. .. .. .. .# .# #."
    default: nil
    }
  }

  private static func letter(_ letter: Character) -> String? {
    switch letter {
    case "A": ".##. #..# #..# #### #..# #..# #..#"
    case "B": "###. #..# #..# ###. #..# #..# ###."
    case "C": ".##. #..# #... #... #... #..# .##."
    case "D": "###. #..# #..# #..# #..# #..# ###."
    case "E": "#### #... #... ###. #... #... ####"
    case "F": "#### #... #... ###. #... #... #..."
    case "G": ".##. #..# #... #.## #..# #..# .##."
    case "I": "# # # # # # #"
    case "K": "#..# #..# #.#. ##.. #.#. #..# #..#"
    case "L": "#... #... #... #... #... #... ####"
    case "M": "#...# ##.## #.#.# #.#.# #...# #...# #...#"
    case "N": "#..# ##.# ##.# #.## #.## #..# #..#"
    case "O": ".##. #..# #..# #..# #..# #..# .##."
    case "P": "###. #..# #..# ###. #... #... #..."
    case "R": "###. #..# #..# ###. #.#. #..# #..#"
    case "S": ".### #... #... .##. ...# ...# ###."
    case "U": "#..# #..# #..# #..# #..# #..# .##."
    case "W": "#...# #...# #...# #.#.# #.#.# ##.## #...#"
    default: nil
    }
  }
}
