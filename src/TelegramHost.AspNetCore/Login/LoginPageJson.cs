using System.Text.Json.Serialization;

namespace TelegramHost.AspNetCore;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LoginPageState))]
[JsonSerializable(typeof(LoginPageAnswer))]
internal sealed partial class LoginPageJson : JsonSerializerContext;
