@main
struct Kaunta {
  static func main() {}
}
