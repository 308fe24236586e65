/// What prose names: pages and their sections, paths, files and tests.
enum Citations {
  /// A page that is named, with the section where one is.
  struct Page: Hashable {
    let name: String
    let section: String?
  }

  /// Characters that a path or a file's name is made of.
  private static func isPathCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "_-./+".contains(character))
  }

  /// The words of prose that could be paths, without what a sentence puts behind them.
  static func words(in prose: String) -> [Substring] {
    prose.split { !isPathCharacter($0) }.map { word in
      var word = word
      while let last = word.last, ".-+/".contains(last) { word.removeLast() }
      return word
    }
  }

  /// Paths from the root of the repository.
  static func paths(in prose: String) -> [String] {
    words(in: prose).filter { word in
      ["Sources/", "Tests/", "docs/", "themes/", ".ci/", ".packaging/"].contains {
        word.hasPrefix($0) && word.count > $0.count
      }
    }.map(String.init)
  }

  /// Names of code files, with or without a path.
  static func codeFiles(in prose: String) -> [String] {
    words(in: prose).filter { word in
      [".swift", ".c", ".h"].contains { word.hasSuffix($0) && word.count > $0.count } && !word.hasPrefix(".")
    }.map { String($0.split(separator: "/").last ?? $0) }
  }

  /// Suites of tests: `ProofTests`, `DecisionStories`.
  static func suites(in prose: String) -> [String] {
    prose.split { !($0.isLetter || $0.isNumber || $0 == "_") }.filter { word in
      word.first?.isUppercase == true && (word.hasSuffix("Tests") || word.hasSuffix("Stories"))
        && word != "Tests" && word != "Stories"
    }.map(String.init)
  }

  /// Tests that are named with their suite: `ThemeLoaderTests.strangeKeys`.
  static func tests(in prose: String) -> [String] {
    words(in: prose).compactMap { word in
      let parts = word.split(separator: ".")
      guard parts.count == 2, suites(in: String(parts[0])) == [String(parts[0])], parts[1] != "swift" else {
        return nil
      }
      return String(parts[1])
    }
  }

  /// Tests that stand alone in brackets at the end of what they show, as decisions name them: (`theNameOfATest`).
  static func testsInBrackets(in prose: String) -> [String] {
    prose.ranges(of: "(`").compactMap { range in
      let name = prose[range.upperBound...].prefix { $0.isLetter || $0.isNumber }
      let isWhole = prose[name.endIndex...].hasPrefix("`)")
      return isWhole && name.first?.isLowercase == true && name.contains(where: \.isUppercase) ? String(name) : nil
    }
  }

  /// Pages with their sections: "rules.md section 2", "daraja.md sections 2.2 and 2.3", "sections 1 to 4".
  static func pages(in prose: String) -> [Page] {
    let words = prose.split { " \n".contains($0) }
    var pages: [Page] = []
    for (index, word) in words.enumerated() {
      guard let end = word.range(of: ".md", last: true) else { continue }
      let name = word[..<end.upperBound].reversed().prefix(while: isPathCharacter).reversed()
      let page = String(String(name).split(separator: "/").last ?? "")
      // "docs/home.md's" or a link with a heading are pages too, whatever follows.
      let rest = words[(index + 1)...]
      guard let first = rest.first, first == "section" || first == "sections", word.allowsSection(after: end.upperBound)
      else {
        pages.append(Page(name: page, section: nil))
        continue
      }
      for section in sections(rest.dropFirst()) { pages.append(Page(name: page, section: section)) }
    }
    return pages
  }

  /// The numbers at the beginning of some words, with "and", "to" and commas between them.
  private static func sections(_ words: ArraySlice<Substring>) -> [String] {
    var sections: [String] = []
    var isRange = false
    for word in words {
      if word == "and" { continue }
      if word == "to" {
        isRange = true
        continue
      }
      let number = word.drop { $0 == "(" }.prefix { $0.isNumber || $0 == "." }
      guard number.first?.isNumber == true else { break }
      let section = number.last == "." ? String(number.dropLast()) : String(number)
      if isRange, let from = sections.last.flatMap({ Int($0) }), let to = Int(section), from < to {
        sections += (from + 1...to).map(String.init)
      } else {
        sections.append(section)
      }
      isRange = false
      // A closing bracket or a full stop ends the list.
      if !word.hasSuffix(","), word.dropFirst(number.count).isEmpty == false || number.last == "." { break }
    }
    return sections
  }
}

extension Substring {
  fileprivate func range(of text: String, last: Bool) -> Range<Index>? {
    ranges(of: text).last
  }

  /// Whether nothing but closing marks stands between a page's name and the next word.
  fileprivate func allowsSection(after index: Index) -> Bool {
    self[index...].allSatisfy { "`)]\"".contains($0) }
  }
}
