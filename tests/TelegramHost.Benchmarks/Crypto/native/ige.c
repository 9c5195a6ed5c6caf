/* The reference of the IGE bench: AES-256-IGE as a plain C loop on AES-NI, key expansion included. */
#include <stddef.h>
#include <stdint.h>
#include <wmmintrin.h>

#define ROUNDS 14

static __m128i mix(__m128i key)
{
    key = _mm_xor_si128(key, _mm_slli_si128(key, 4));
    key = _mm_xor_si128(key, _mm_slli_si128(key, 4));
    return _mm_xor_si128(key, _mm_slli_si128(key, 4));
}

#define EXPAND(i, rcon) \
    keys[i] = _mm_xor_si128(mix(keys[i - 2]), _mm_shuffle_epi32(_mm_aeskeygenassist_si128(keys[i - 1], rcon), 0xff)); \
    if (i < ROUNDS) \
        keys[i + 1] = _mm_xor_si128(mix(keys[i - 1]), _mm_shuffle_epi32(_mm_aeskeygenassist_si128(keys[i], 0), 0xaa));

static void expand(const uint8_t *key, __m128i keys[ROUNDS + 2])
{
    keys[0] = _mm_loadu_si128((const __m128i *)key);
    keys[1] = _mm_loadu_si128((const __m128i *)key + 1);
    EXPAND(2, 0x01)
    EXPAND(4, 0x02)
    EXPAND(6, 0x04)
    EXPAND(8, 0x08)
    EXPAND(10, 0x10)
    EXPAND(12, 0x20)
    EXPAND(14, 0x40)
}

void ige_encrypt(const uint8_t *key, const uint8_t *iv, uint8_t *data, size_t length)
{
    __m128i keys[ROUNDS + 2];
    __m128i cipher = _mm_loadu_si128((const __m128i *)iv);
    __m128i plain = _mm_loadu_si128((const __m128i *)iv + 1);
    expand(key, keys);
    for (size_t i = 0; i < length; i += 16) {
        __m128i in = _mm_loadu_si128((const __m128i *)(data + i));
        __m128i state = _mm_xor_si128(_mm_xor_si128(in, cipher), keys[0]);
        for (int round = 1; round < ROUNDS; round++)
            state = _mm_aesenc_si128(state, keys[round]);
        cipher = _mm_xor_si128(_mm_aesenclast_si128(state, keys[ROUNDS]), plain);
        plain = in;
        _mm_storeu_si128((__m128i *)(data + i), cipher);
    }
}

void ige_decrypt(const uint8_t *key, const uint8_t *iv, uint8_t *data, size_t length)
{
    __m128i expanded[ROUNDS + 2], keys[ROUNDS + 1];
    __m128i cipher = _mm_loadu_si128((const __m128i *)iv);
    __m128i plain = _mm_loadu_si128((const __m128i *)iv + 1);
    expand(key, expanded);
    keys[0] = expanded[ROUNDS];
    keys[ROUNDS] = expanded[0];
    for (int round = 1; round < ROUNDS; round++)
        keys[round] = _mm_aesimc_si128(expanded[ROUNDS - round]);
    for (size_t i = 0; i < length; i += 16) {
        __m128i in = _mm_loadu_si128((const __m128i *)(data + i));
        __m128i state = _mm_xor_si128(_mm_xor_si128(in, plain), keys[0]);
        for (int round = 1; round < ROUNDS; round++)
            state = _mm_aesdec_si128(state, keys[round]);
        plain = _mm_xor_si128(_mm_aesdeclast_si128(state, keys[ROUNDS]), cipher);
        cipher = in;
        _mm_storeu_si128((__m128i *)(data + i), plain);
    }
}
