import Settings
import Testing

/// Where a program finds the themes that come with it.
@Suite struct SharedThemesTests {
  @Test(arguments: [
    ("/usr/bin", "/usr/share/kaunta/themes"), ("/opt/kaunta/bin", "/opt/kaunta/share/kaunta/themes"),
    ("/home/dev/kaunta/.build/debug", "/home/dev/kaunta/themes"),
    ("/home/dev/kaunta/.build/x86_64-unknown-linux-gnu/release", "/home/dev/kaunta/themes"),
  ])
  func theyLieBesideIt(program: String, themes: String) {
    #expect(SharedThemes.directory(ofProgramIn: program) == themes)
  }

  @Test(arguments: ["./counter", "shop/counter", "counter.toml"])
  func whatLooksLikeAFileIsOne(typed: String) {
    let (loaded, place) = ThemeLoader(directories: []).load(typed: typed)
    #expect(place == nil && loaded.problems.map(\.file) == [typed])
  }

  @Test func anythingElseIsANameAndIsToldWithItsPlace() {
    let (loaded, place) = ThemeLoader(directories: []).load(typed: "counter")
    #expect(place == "built in" && loaded.problems == [])
  }
}
